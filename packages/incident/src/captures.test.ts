import { describe, expect, it } from 'vitest';
import { tocsin } from './actor.ts';
import { isCaptured, type Mark, type MessageRef, unread } from './captures.ts';
import type { Command } from './commands.ts';
import { decide } from './decide.ts';
import type { Commit, Entry } from './entries.ts';
import { fold } from './fold.ts';
import type { Incident } from './incident.ts';
import { context } from './samples.ts';
import { standingEntries } from './standing-entries.ts';

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

describe('a message that changes is told as it is in the end, once', () => {
  const file = (id: string) => ({ id, name: `${id}.txt`, stored: `files/${id}` });
  const edited = (at: number, text: string, readAgain = false): Command => ({
    type: 'edit-message',
    by: tocsin,
    message,
    text,
    editedTs: `1793700900.${String(at).padStart(6, '0')}`,
    ...(readAgain ? { readAgain } : {}),
  });
  const said = { postedAt: second(0), author: 'U0ANA00001', names: {} };
  /** What Slack has of it once all of this happened, by which time it may be read at any moment. */
  const now = { ...said, text: 'third <@U2>', names: { U2: 'bo' }, files: [file('F1'), file('F2')] };
  const told = [
    marked('pin', 1),
    marked('emoji:memo:U1', 2),
    edited(3, 'second'),
    edited(4, 'second', true),
    unmarked('pin', 5),
    edited(6, 'third <@U2>', true),
  ];
  const read = (incident: Incident): Command[] =>
    unread(incident).map(({ edit }) => ({
      type: 'record-message',
      by: tocsin,
      message,
      content: { ...now, editedTs: '1793700900.000000' },
      ...(edit === undefined ? {} : { edit }),
    }));

  it('whatever comes twice, in whatever order, whenever it is read', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const commits = play(shuffled([...told, ...told], seed), (step) => (step + seed) % 3 === 0, read);
      const lines = standingEntries(commits).filter(({ entry }) => 'message' in entry);
      const [line, ...more] = lines;
      const content = line?.entry.type === 'message.read' ? line.entry.content : undefined;
      expect(more, `seed ${seed}`).toEqual([]);
      expect(line?.edited ?? content?.text, `seed ${seed}`).toBe(now.text);
      expect(content, `seed ${seed}`).toMatchObject({ names: now.names, files: now.files });
    }
  });

  it('what was heard of before it was first read is read once', () => {
    const commits = play([marked('pin', 1), edited(3, 'second', true)], () => false, read);
    const entries = commits.flatMap((one) => one.entries);
    expect(entries.filter(({ type }) => type === 'message.read')).toHaveLength(1);
  });

  it('an edit that comes while it is read is read once more', () => {
    const under = fold(
      undefined,
      play(
        [marked('pin', 1)],
        () => false,
        () => [],
      ),
    ) as Incident;
    const [begun] = read(under);
    const commits = play(
      [marked('pin', 1), edited(3, 'second', true), ...(begun ? [begun] : [])],
      () => false,
      () => [],
    );
    expect(unread(fold(undefined, commits) as Incident)).toMatchObject([{ ts: message.ts, edit: '1793700900.000003' }]);
  });
});

/** Commits of a declared incident that hears these one after another, read where told and, in the end, until all is. */
function play(
  commands: readonly Command[],
  readsAt: (step: number) => boolean,
  read: (incident: Incident) => Command[],
): Commit[] {
  const commits: Commit[] = [];
  const put = (entries: readonly Entry[]) => {
    const version = commits.length + 1;
    commits.push({ incident: '1', version, cause: `cause-${version}`, recordedAt: context.at, entries });
  };
  const state = () => fold(undefined, commits) as Incident;
  const hear = (command: Command) => {
    const decision = decide(state(), command, context);
    if (decision.type !== 'refusal') put(decision.entries);
  };
  put([declared]);
  for (const [step, command] of commands.entries()) {
    hear(command);
    if (readsAt(step)) read(state()).forEach(hear);
  }
  for (let more = 0; more < 5; more++) read(state()).forEach(hear);
  return commits;
}

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
