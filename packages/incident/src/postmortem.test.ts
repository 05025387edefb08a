import { expect, it } from 'vitest';
import { person } from './actor.ts';
import type { Command } from './commands.ts';
import { decide } from './decide.ts';
import { fold } from './fold.ts';
import type { Incident } from './incident.ts';
import { draftLostAt, type StoredDraft } from './postmortem.ts';
import { context, minute } from './samples.ts';

const [ana, ben] = [person('U1'), person('U2')];
const draft: StoredDraft = { markdown: 'm', html: 'h', canvas: 'c', digest: 'd', changed: [], findings: 2 };

function story() {
  let incident: Incident | undefined;
  let minutes = 0;
  const give = (command: Command, after = 1) => {
    minutes += after;
    const at = minute(minutes);
    const decision = decide(incident, command, { ...context, at });
    if (decision.type === 'refusal') return decision.reason;
    const version = (incident?.version ?? 0) + 1;
    incident = fold(incident, [
      { incident: 'i', version, cause: `c${minutes}`, recordedAt: at, entries: decision.entries },
    ]);
    return undefined;
  };
  give({ type: 'declare', by: ana, title: 'Slow', severity: 'SEV2', key: 'k' });
  return { give, postmortem: () => incident?.postmortem, incident: () => incident as Incident };
}
const asked = { type: 'draft-postmortem', by: ana } as const;
const drafted = (number: number): Command => ({ type: 'record-draft', number, outcome: { type: 'drafted', draft } });

it('a draft is asked for once while it is drawn up, and again when it took too long', () => {
  const { give, postmortem } = story();
  expect(give(asked)).toBeUndefined();
  expect(give({ ...asked, by: ben })).toBe('<@U1> asked for it already; it is being drawn up');
  expect(give({ ...asked, by: ben }, 15)).toBeUndefined();
  expect(postmortem()).toMatchObject({ status: 'draft', requests: 2, requested: { by: ben } });
});

it('only the newest draft counts, and it once', () => {
  const { give, postmortem } = story();
  give(asked);
  expect(give(drafted(2))).toBe('draft 2 was not asked for');
  give(asked, 20);
  expect(give(drafted(1))).toContain('another was asked for since');
  expect(give(drafted(2))).toBeUndefined();
  expect(give(drafted(2))).toContain('draft 2 is answered');
  expect(postmortem()?.draft).toMatchObject({ number: 2, findings: 2 });
});

it('what failed says why, and can be asked for again at once', () => {
  const { give, postmortem } = story();
  give(asked);
  give({ type: 'record-draft', number: 1, outcome: { type: 'failed', reason: 'the channel was deleted' } });
  expect(postmortem()?.failed).toEqual({ number: 1, reason: 'the channel was deleted' });
  expect(give(asked)).toBeUndefined();
});

it('one that nothing comes of is given up after an hour and ten minutes, and can be asked for again', () => {
  const { give, postmortem, incident } = story();
  give(asked);
  const due = draftLostAt(incident());
  expect(due).toBeDefined();
  expect(give({ type: 'give-draft-up' }, 60)).toBe('no draft is overdue');
  expect(give({ type: 'give-draft-up' }, 10)).toBeUndefined();
  expect(postmortem()?.failed).toEqual({ number: 1, reason: 'nothing came of it in 70 minutes' });
  expect(draftLostAt(incident())).toBeUndefined();
  expect(give({ type: 'give-draft-up' })).toBe('no draft is overdue');
  expect(give({ type: 'record-draft', number: 1, outcome: { type: 'failed', reason: 'late' } })).toContain('is known');
  expect(give(asked)).toBeUndefined();
});

it('it is reviewed and closed by people, and then drafted no more', () => {
  const { give, postmortem } = story();
  const move = (to: 'in review' | 'closed') => give({ type: 'move-postmortem', by: ben, to });
  expect(move('in review')).toContain('there is no draft yet');
  give(asked);
  give(drafted(1));
  expect(move('in review')).toBeUndefined();
  expect(move('in review')).toBe('the postmortem is in review already');
  expect(move('closed')).toBeUndefined();
  expect(postmortem()?.status).toBe('closed');
  expect(give(asked)).toContain('its postmortem is closed');
});

it('what wants no postmortem is closed without a draft, and can be opened again', () => {
  const { give, postmortem } = story();
  expect(give({ type: 'move-postmortem', by: ben, to: 'closed' })).toBeUndefined();
  expect(postmortem()).toMatchObject({ status: 'closed', requests: 0, requested: { by: ben } });
  expect(give({ type: 'move-postmortem', by: ben, to: 'in review' })).toContain('there is no draft yet');
  expect(give(asked)).toContain('“/incident postmortem back” opens it again');
  expect(give({ type: 'move-postmortem', by: ana, to: 'draft' })).toBeUndefined();
  expect(give(asked)).toBeUndefined();
  expect(postmortem()).toMatchObject({ status: 'draft', requests: 1 });
});

it('a later draft goes into the canvas when somebody says so, and the first by itself', () => {
  const { give, postmortem } = story();
  give(asked);
  give(drafted(1));
  expect(give({ type: 'take-draft', by: ana, number: 1 })).toBe('the canvas has this draft already');
  give(asked);
  give(drafted(2));
  expect(give({ type: 'take-draft', by: ana, number: 2 })).toBeUndefined();
  expect(postmortem()?.inCanvas).toEqual({ number: 2, file: 'c' });
});

it('the first draft that there is goes into the canvas, though the first that was asked for failed', () => {
  const { give, postmortem } = story();
  give(asked);
  give({ type: 'record-draft', number: 1, outcome: { type: 'failed', reason: 'no rights' } });
  give(asked);
  give(drafted(2));
  expect(postmortem()?.inCanvas).toEqual({ number: 2, file: 'c' });
});
