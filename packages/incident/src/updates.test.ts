import { expect, test } from 'vitest';
import type { PeopleCommand } from './commands.ts';
import { decide } from './decide.ts';
import { fold } from './fold.ts';
import type { Incident } from './incident.ts';
import { context, minute } from './samples.ts';

const by = { type: 'person', id: 'U0ALICE' } as const;
const declared: Incident = fold(undefined, [
  {
    incident: 'i1',
    version: 1,
    cause: 'c1',
    recordedAt: minute(0),
    entries: [{ type: 'incident.declared', at: minute(0), by, title: 'blank', severity: 'SEV2', key: 'k' }],
  },
]) as Incident;
const post = (more: Partial<PeopleCommand & { type: 'post-update' }> = {}): PeopleCommand => ({
  type: 'post-update',
  by,
  text: 'rolling back',
  ...more,
});
const after = (incident: Incident, command: PeopleCommand): Incident => {
  const decision = decide(incident, command, context);
  if (decision.type !== 'entries') throw new Error(decision.reason);
  const version = incident.version + 1;
  const { entries } = decision;
  return fold(incident, [
    { incident: 'i1', version, cause: `c${version}`, recordedAt: context.at, entries },
  ]) as Incident;
};

test('the latest update is what was said last, and when the next is due', () => {
  const once = after(declared, post({ impact: 'no uploads', nextAt: minute(40) }));
  expect(once.update).toEqual({
    number: 1,
    at: context.at,
    by,
    text: 'rolling back',
    impact: 'no uploads',
    nextAt: minute(40),
  });
  expect(after(once, post({ text: 'rolled back' })).update).toEqual({
    number: 2,
    at: context.at,
    by,
    text: 'rolled back',
  });
});

test('those shortly before are kept until Slack surely shows them', () => {
  const numbers = ({ earlierUpdates = [], update }: Incident) => [...earlierUpdates, update].map((one) => one?.number);
  expect(numbers(after(after(declared, post()), post()))).toEqual([1, 2]);
  expect(numbers([1, 2, 3, 4, 5].reduce((incident) => after(incident, post()), declared))).toEqual([3, 4, 5]);
});

test('the next one cannot be due in the past', () => {
  expect(decide(declared, post({ nextAt: context.at }), context)).toMatchObject({
    reason: 'the next update cannot be due in the past; choose a later time',
  });
});

test('what is resolved is still reported on, until it is closed', () => {
  const resolved = after(declared, { type: 'resolve', by });
  expect(after(resolved, post()).update?.number).toBe(1);
  const closed = after(resolved, { type: 'close', by });
  expect(decide(closed, post(), context)).toMatchObject({ code: 'not-open' });
});
