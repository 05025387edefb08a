import { describe, expect, it } from 'vitest';
import { actionsOf, isOverdue, openActions } from './actions.ts';
import { person } from './actor.ts';
import type { PeopleCommand } from './commands.ts';
import { decide } from './decide.ts';
import { fold } from './fold.ts';
import type { Incident, Status } from './incident.ts';
import { alarm, context, minute } from './samples.ts';

const alice = person('U0ALICE');
const bob = person('U0BOB');

/** What commands make of an incident; the words of the last one, if it was refused. */
function after(
  commands: readonly Parameters<typeof decide>[1][],
  from?: Incident,
): { incident: Incident; refused?: string } {
  let incident = from;
  let refused: string | undefined;
  const opening = { type: 'observe-alarms', alarms: [alarm('upload', 'ALARM', 0)], key: 'workflow:viewer' } as const;
  for (const command of from ? commands : [opening, ...commands]) {
    const decision = decide(incident, command, { ...context, at: minute(30) });
    refused = decision.type === 'refusal' ? decision.reason : undefined;
    if (decision.type === 'refusal') continue;
    const version = (incident?.version ?? 0) + 1;
    incident = fold(incident, [
      { incident: 'one', version, cause: `cause-${version}`, recordedAt: minute(30), entries: decision.entries },
    ]);
  }
  if (!incident) throw new Error('nothing was declared');
  return { incident, ...(refused === undefined ? {} : { refused }) };
}

const add = (text: string, more: Partial<PeopleCommand & { type: 'add-action' }> = {}): PeopleCommand => ({
  type: 'add-action',
  by: alice,
  text,
  ...more,
});

describe('action items', () => {
  it('are numbered in order, and keep their numbers', () => {
    const { incident } = after([
      add('raise the limit'),
      add('alert on the queue', { owner: bob.id, due: '2026-12-01', kind: 'detect' }),
      { type: 'drop-action', by: bob, action: 'A1', reason: 'the queue has no limit' },
      add('write it down'),
    ]);
    expect(actionsOf(incident).map(({ id, text }) => `${id} ${text}`)).toEqual([
      'A1 raise the limit',
      'A2 alert on the queue',
      'A3 write it down',
    ]);
    expect(openActions(incident).map(({ id }) => id)).toEqual(['A2', 'A3']);
    expect(actionsOf(incident)[0]?.ended).toEqual({ at: minute(30), by: bob, dropped: 'the queue has no limit' });
  });

  it('change in what is said, and lose what is taken away', () => {
    const { incident } = after([
      add('raise the limit', { owner: bob.id, due: '2026-12-01' }),
      { type: 'change-action', by: alice, action: 'A1', change: { text: 'double the limit', owner: null } },
    ]);
    expect(actionsOf(incident)).toEqual([
      { id: 'A1', text: 'double the limit', due: '2026-12-01', added: { at: minute(30), by: alice } },
    ]);
  });

  it('that are done again, opened while open, or changed to what they are, say who was first', () => {
    const done = after([add('x'), { type: 'finish-action', by: bob, action: 'A1' }]).incident;
    const say = (command: PeopleCommand, from = done) => after([command], from).refused;
    expect(say({ type: 'finish-action', by: alice, action: 'A1' })).toBe('<@U0BOB> did A1 already');
    expect(say({ type: 'drop-action', by: alice, action: 'A1', reason: 'no' })).toBe('<@U0BOB> did A1 already');
    expect(say({ type: 'change-action', by: alice, action: 'A1', change: { text: 'x', due: null } })).toBe(
      'A1 says that already',
    );
    expect(say({ type: 'finish-action', by: alice, action: 'A7' })).toBe('there is no action item A7; there is A1');
    const again = after([{ type: 'reopen-action', by: alice, action: 'A1' }], done).incident;
    expect(openActions(again).map(({ id }) => id)).toEqual(['A1']);
    expect(say({ type: 'reopen-action', by: alice, action: 'A1' }, again)).toBe('A1 is still open');
  });

  it.each<Status>(['declared', 'acknowledged', 'mitigated', 'resolved', 'closed'])('are taken while %s', (status) => {
    const { incident } = after([]);
    const { refused } = after([add('x'), { type: 'finish-action', by: alice, action: 'A1' }], { ...incident, status });
    expect(refused).toBeUndefined();
  });

  it('are added where a merged incident goes on; those it has are still done', () => {
    const { incident } = after([add('x')]);
    const merged = { ...incident, merged: { at: minute(30), by: bob, into: 'two', title: 'Two' } };
    expect(after([add('y')], merged).refused).toBe('incident one was merged into two; add it there');
    expect(after([{ type: 'finish-action', by: alice, action: 'A1' }], merged).refused).toBeUndefined();
  });

  it('are a hundred at most', () => {
    const { incident, refused } = after(Array.from({ length: 101 }, (_, index) => add(`thing ${index}`)));
    expect(actionsOf(incident)).toHaveLength(100);
    expect(refused).toContain('up to 100 action items');
  });

  it.each([
    ['2026-11-05', '2026-11-05T23:59:59.999Z', false],
    ['2026-11-05', '2026-11-06T00:00:00.000Z', true],
    [undefined, '2027-01-01T00:00:00.000Z', false],
  ])('due %s at %s is overdue: %s', (due, now, overdue) => {
    expect(isOverdue(due === undefined ? {} : { due }, now)).toBe(overdue);
    expect(isOverdue({ ...(due === undefined ? {} : { due }), ended: { at: now, by: alice } }, now)).toBe(false);
  });
});

describe('responders', () => {
  it('are those who acknowledge, get a role or join, each once', () => {
    const { incident } = after([
      { type: 'take-command', by: alice },
      { type: 'assign-role', by: alice, role: 'scribe', to: 'U0BOB' },
      { type: 'join', by: person('U0CAROL'), who: 'U0CAROL' },
      { type: 'note', by: person('U0DAVE'), text: 'passing by' },
    ]);
    expect(incident.responders).toEqual(['U0ALICE', 'U0BOB', 'U0CAROL']);
  });

  it('include whoever declared', () => {
    const declare = { type: 'declare', title: 'x', severity: 'SEV2', key: 'k', by: alice } as const;
    const decision = decide(undefined, declare, context);
    if (decision.type === 'refusal') throw new Error(decision.reason);
    const commit = { incident: 'one', version: 1, cause: 'c', recordedAt: minute(0), entries: decision.entries };
    expect(fold(undefined, [commit])?.responders).toEqual(['U0ALICE']);
  });

  it('join once, until it is closed', () => {
    const join = { type: 'join', by: alice, who: 'U0ALICE' } as const;
    expect(after([join, join]).refused).toBe('you joined already');
    expect(after([join, { ...join, by: bob }]).refused).toBe('<@U0ALICE> joined already');
    expect(after([{ type: 'resolve', by: bob }, join]).refused).toBeUndefined();
    expect(after([{ type: 'resolve', by: bob }, { type: 'close', by: bob }, join]).refused).toContain('is closed');
  });

  it('are so many at most that the snapshot stays small', () => {
    const many = Array.from({ length: 201 }, (_, index) => person(`U${index}`));
    const { incident, refused } = after(many.map((by) => ({ type: 'join', by, who: by.id })));
    expect(incident.responders).toHaveLength(200);
    expect(refused).toContain('200 people joined');
  });
});

describe('pages that people ask for', () => {
  const page = { type: 'page', by: alice } as const;

  it('are numbered, and remembered until the last', () => {
    const { incident } = after([
      page,
      { ...page, target: { type: 'team', team: 'Viewer' }, reason: 'the tiles are gone' },
    ]);
    expect(incident.pages).toEqual([
      { number: 1, at: minute(30), by: alice },
      {
        number: 2,
        at: minute(30),
        by: alice,
        target: { type: 'team', team: 'Viewer' },
        reason: 'the tiles are gone',
      },
    ]);
    const { incident: most, refused } = after(Array.from({ length: 31 }, () => page));
    expect(most.pages).toHaveLength(30);
    expect(refused).toContain('by telephone');
  });

  it('go to teams that the catalog has, and to nobody once it is over', () => {
    expect(after([{ ...page, target: { type: 'team', team: 'Ghosts' } }]).refused).toBe(
      'the catalog has no team Ghosts; its teams are Viewer',
    );
    expect(after([{ type: 'resolve', by: bob }, page]).refused).toContain('“/incident reopen” comes before paging');
  });
});
