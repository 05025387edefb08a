import { expect, test } from 'vitest';
import type { Command } from './commands.ts';
import { decide } from './decide.ts';
import type { Entry } from './entries.ts';
import { fold } from './fold.ts';
import { alarm, context, minute } from './samples.ts';

const declare: Command & { type: 'declare' } = {
  type: 'declare',
  title: 'designs stay blank',
  severity: 'SEV2',
  key: 'workflow:viewer',
  by: { type: 'person', id: 'U0ALICE' },
};
const declared = (more: Partial<typeof declare>) => decide(undefined, { ...declare, ...more }, context);
const folded = (entries: readonly Entry[]) =>
  fold(undefined, [{ incident: 'i1', version: 1, cause: 'c1', recordedAt: context.at, entries }]);

test('trouble began when the declarer says; the declaration is now', () => {
  const decision = declared({ since: minute(-20) });
  if (decision.type !== 'entries') throw new Error(decision.reason);
  expect(folded(decision.entries)).toMatchObject({ since: minute(-20), declared: { at: context.at } });
});

test.each([
  ['in the future', minute(11), 'that is in the future; say when the trouble began, or leave it at now'],
  ['31 days ago', new Date(Date.parse(context.at) - 31 * 86_400_000).toISOString(), 'that is more than 30 days ago'],
  ['no time', 'yesterday', 'that is no time'],
])('a beginning %s is refused', (_, since, reason) => {
  expect(declared({ since })).toEqual({ type: 'refusal', code: 'not-possible', reason });
});

test('a step that the declarer names is pinned, and names the channel', () => {
  const decision = declared({ workflow: 'viewer', step: 'upload' });
  if (decision.type !== 'entries') throw new Error(decision.reason);
  expect(folded(decision.entries)).toMatchObject({
    openedStep: 'upload',
    naming: { step: 'upload', pinned: { by: 'U0ALICE' }, reason: 'named by <@U0ALICE>' },
  });
});

test('evidence for another step does not replace it', () => {
  const decision = declared({ workflow: 'viewer', step: 'upload' });
  if (decision.type !== 'entries') throw new Error(decision.reason);
  const incident = folded(decision.entries);
  const next = decide(
    incident,
    { type: 'observe-alarms', alarms: [alarm('sign-in', 'ALARM', 9)], key: 'workflow:viewer' },
    context,
  );
  expect(next).toMatchObject({
    entries: [{ type: 'alarm.fired' }, { type: 'step.named', naming: { step: 'upload' } }],
  });
});

test('a step that the workflow does not have is refused with those that it has', () => {
  expect(declared({ workflow: 'viewer', step: 'pay' })).toMatchObject({
    reason: 'View a design has no step pay; its steps are sign-in, upload, view, search',
  });
  expect(declared({ step: 'upload' })).toMatchObject({ reason: 'a step belongs to a workflow; say which one' });
});
