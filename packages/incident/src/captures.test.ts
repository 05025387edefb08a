import { describe, expect, it } from 'vitest';
import { isCaptured, type Mark, type MessageRef } from './captures.ts';
import type { Command } from './commands.ts';
import { decide } from './decide.ts';
import type { Entry } from './entries.ts';
import { fold } from './fold.ts';
import type { Incident } from './incident.ts';
import { context } from './samples.ts';

const message: MessageRef = { channel: 'C0INC00001', ts: '1793700870.000100' };
const second = (count: number): string => `2026-11-05T10:00:${String(count).padStart(2, '0')}.000000Z`;
const by = { type: 'person', id: 'U0ANA00001' } as const;
const marked = (mark: Mark, at: number): Command => ({ type: 'mark-message', by, message, mark, eventAt: second(at) });
const unmarked = (mark: Mark, at: number): Command => ({ ...marked(mark, at), type: 'unmark-message' }) as Command;

const declared: Entry = {
  type: 'incident.declared',
  at: context.at,
  by,
  title: 'Trouble',
  severity: 'SEV2',
  key: 'incident:1',
};

function after(commands: readonly Command[]): Incident {
  const commit = (version: number, entries: readonly Entry[]) => ({
    incident: '1',
    version,
    cause: `cause-${version}`,
    recordedAt: context.at,
    entries,
  });
  const start = fold(undefined, [commit(1, [declared])]);
  const incident = commands.reduce((state, command) => {
    const decision = decide(state, command, context);
    return decision.type === 'refusal' ? state : fold(state, [commit((state?.version ?? 0) + 1, decision.entries)]);
  }, start);
  if (!incident) throw new Error('it is declared');
  return incident;
}

describe('a message is captured while a mark is on it', () => {
  it.each<[string, Command[], boolean]>([
    ['pinned', [marked('pin', 1)], true],
    ['pinned and unpinned', [marked('pin', 1), unmarked('pin', 2)], false],
    ['unpinned, told before it was pinned', [unmarked('pin', 2), marked('pin', 1)], false],
    ['pinned again', [marked('pin', 1), unmarked('pin', 2), marked('pin', 3)], true],
    ['unpinned, but with an emoji', [marked('pin', 1), marked('emoji:memo:U1', 2), unmarked('pin', 3)], true],
    [
      'one of two emoji taken away',
      [marked('emoji:memo:U1', 1), marked('emoji:memo:U2', 2), unmarked('emoji:memo:U1', 3)],
      true,
    ],
  ])('%s', (_, commands, on) => {
    const known = after(commands).messages?.[message.ts];
    expect(known !== undefined && isCaptured(known)).toBe(on);
  });

  it('in whatever order and however often Slack tells of it', () => {
    const commands = [
      marked('pin', 1),
      marked('emoji:memo:U1', 2),
      unmarked('pin', 3),
      marked('shortcut:U2', 4),
      marked('pin', 5),
      unmarked('emoji:memo:U1', 7),
      unmarked('pin', 8),
    ];
    const inOrder = after(commands).messages;
    for (let seed = 1; seed <= 300; seed++)
      expect(after(shuffled([...commands, ...commands], seed)).messages, `seed ${seed}`).toEqual(inOrder);
  });
});

/** Fisher and Yates, drawn so that a failure can be repeated. */
function shuffled<One>(all: readonly One[], seed: number): One[] {
  const drawn = [...all];
  let state = seed;
  for (let index = drawn.length - 1; index > 0; index--) {
    state = (state * 48_271) % 2_147_483_647;
    const other = state % (index + 1);
    [drawn[index], drawn[other]] = [drawn[other] as One, drawn[index] as One];
  }
  return drawn;
}
