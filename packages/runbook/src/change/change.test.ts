import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyWalkEvent, beginWalk, decideMove, foldWalk, type Move, recordOf, type Walk } from '../index.ts';
import { readRunbooks } from '../read/index.ts';
import { draftRunbook, proposeChange } from './index.ts';

const text = `# Pictures

## Look

Look at it.

## Restart

1. Restart it.
2. Wait.

## Say so

Say it.
`;
const read = (texts: Record<string, string>) => {
  const { runbooks, problems } = readRunbooks({ texts });
  const runbook = runbooks[0];
  if (!runbook) throw new Error('no runbook');
  return { runbook, problems };
};
function walked(moves: readonly Partial<Move>[], texts: Record<string, string> = { 'a.md': text }): Walk {
  const who = { by: 'U1', at: '2026-11-05T14:00:00Z' };
  const begun = beginWalk(read(texts).runbook, who);
  if (begun.type === 'refused') throw new Error(begun.reason);
  let walk = foldWalk(begun.events);
  for (const move of moves) {
    if (!walk) throw new Error('no walk');
    const step = walk.at ?? '';
    const moved = decideMove(walk, { step, attempt: recordOf(walk, step).attempt, ...move } as Move, who);
    if (moved.type === 'refused') throw new Error(moved.reason);
    walk = moved.events.reduce<Walk | undefined>(applyWalkEvent, walk);
  }
  if (!walk) throw new Error('no walk');
  return walk;
}
const propose = (walk: Walk, now = text) =>
  proposeChange(walk, { runbook: read({ 'a.md': now }).runbook, textOf: () => now, incident: '20261105-abc' });

test('what was skipped, did not work or was noted becomes a diff under its step', () => {
  const proposal = propose(
    walked([
      { type: 'note', text: 'the dashboard\n# lags' },
      { type: 'done' },
      { type: 'did-not-work', why: 'needs the *new* role' },
      { type: 'skip', why: 'nobody waited' },
    ]),
  );
  if (proposal.type !== 'change') throw new Error(proposal.reason);
  expect(proposal.changes).toHaveLength(1);
  expect(proposal.changes[0]?.diff).toMatchInlineSnapshot(`
    "===================================================================
    --- a/a.md
    +++ b/a.md
    @@ -4,11 +4,23 @@
     
     Look at it.
     
    +<!-- from incidents: work this into the step, then delete it -->
    +
    +- the dashboard # lags (2026-11-05, 20261105-abc)
    +
     ## Restart
     
     1. Restart it.
     2. Wait.
     
    +<!-- from incidents: work this into the step, then delete it -->
    +
    +- Did not work: needs the \\*new\\* role (2026-11-05, 20261105-abc)
    +
     ## Say so
     
     Say it.
    +
    +<!-- from incidents: work this into the step, then delete it -->
    +
    +- Skipped: nobody waited (2026-11-05, 20261105-abc)
    "
  `);
  expect(proposal.changes[0]?.because).toEqual([
    'Look: the dashboard\n# lags',
    'Restart: Did not work: needs the *new* role',
    'Say so: Skipped: nobody waited',
  ]);
  const after = read({ 'a.md': proposal.changes[0]?.text ?? '' });
  expect(after.problems).toEqual([]);
  expect(after.runbook.steps.map(({ id }) => id)).toEqual(['look', 'restart', 'say-so']);
});

test('a walk that went as it is written proposes nothing, and one that goes on neither', () => {
  expect(propose(walked([{ type: 'done' }, { type: 'done' }, { type: 'done' }]))).toMatchObject({ type: 'nothing' });
  expect(propose(walked([{ type: 'note', text: 'x' }]))).toEqual({
    type: 'nothing',
    reason: 'The walk has not ended.',
  });
});

test('a runbook that changed since is met by its steps; what has no step any more is not lost', () => {
  const walk = walked([{ type: 'skip', why: 'a' }, { type: 'skip', why: 'b' }, { type: 'done' }]);
  const proposal = propose(walk, text.replace('## Look\n\nLook at it.\n\n', ''));
  expect(proposal).toMatchObject({
    type: 'change',
    changes: [{ because: ['Restart: Skipped: b'] }],
    lost: ['Look: Skipped: a'],
  });
});

test('what was said of an included step goes into its own file', () => {
  const texts = { 'a.md': '## A\n\n- Include → [B](b.md)\n', 'b.md': '## B\n\nDo.\n' };
  const walk = walked([{ type: 'skip', why: 'x' }], texts);
  const textOf = (file: string) => texts[file as keyof typeof texts];
  const proposal = proposeChange(walk, { runbook: read(texts).runbook, textOf, incident: 'i' });
  expect(proposal).toMatchObject({ changes: [{ file: 'b.md' }] });
});

test('nothing that stands in the file is touched, whatever ends its lines and whatever people said', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      (said, ending, last) => {
        fc.pre(said.trim() !== '');
        const now = (last ? text : text.trimEnd()).replaceAll('\n', ending);
        const walk = walked([
          { type: 'skip', why: said },
          { type: 'note', text: said },
          { type: 'done' },
          { type: 'done' },
        ]);
        const proposal = propose(walk, now);
        if (proposal.type !== 'change') throw new Error(proposal.reason);
        const after = proposal.changes[0]?.text ?? '';
        const added = after.split(/\r?\n/).filter((line) => !/^(<!--|- )/.test(line) && line !== '');
        expect(added).toEqual(now.split(/\r?\n/).filter((line) => line !== ''));
        if (ending === '\r\n') expect(after.replaceAll('\r\n', '')).not.toContain('\n');
        const { runbook } = read({ 'a.md': after });
        expect(runbook.steps.map(({ id }) => id)).toEqual(['look', 'restart', 'say-so']);
      },
    ),
  );
});

test('where there was no runbook, what people noted becomes a first one', () => {
  const draft = draftRunbook({
    incident: '20261105-abc',
    title: 'Tiles: gone',
    workflow: 'design-viewer',
    step: 'view',
    dependency: 'tile-server',
    today: '2026-11-05',
    steps: [
      { at: '2026-11-05T14:01:00Z', text: 'Looked at the exit codes: all 137. They were killed.' },
      { at: '2026-11-05T14:02:00Z', text: '# halved the cache of {{pod}}' },
    ],
  });
  expect(draft).toMatchInlineSnapshot(`
    "---
    title: "Tiles: gone"
    applies-to:
      steps: [design-viewer/view]
      dependencies: [tile-server]
    last-reviewed: 2026-11-05
    ---

    # Tiles: gone

    Drafted from what was noted in incident 20261105-abc. Reword it: say what to do, and what to expect.

    ## 1. Looked at the exit codes

    Looked at the exit codes: all 137. They were killed.

    ## 2. \\# halved the cache of { {pod}}

    \\# halved the cache of { {pod}}

    ## 3. Check that it is over

    Look at what was broken the way a user does, and say that it works again.
    "
  `);
  expect(read({ 'a.md': draft }).problems).toEqual([]);
});

test('a draft is sound whatever people wrote', () => {
  const any = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(any, fc.array(any, { maxLength: 4 }), (title, notes) => {
      const steps = notes.map((note) => ({ at: '', text: note }));
      const draft = draftRunbook({ incident: 'i', title, today: '2026-11-05', steps });
      const { problems, runbook } = read({ 'a.md': draft });
      expect(problems).toEqual([]);
      expect(runbook.steps.length).toBe(Math.max(1, notes.filter((note) => note.trim() !== '').length) + 1);
    }),
  );
});
