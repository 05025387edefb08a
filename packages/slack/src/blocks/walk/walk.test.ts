import type { CurrentStep, WalkView } from '@tocsin/app';
import { describe, expect, it, test } from 'vitest';
import { parseWalkRef } from '../../walk-ref.ts';
import { readable } from '../readable.ts';
import { runbookOffer, walk } from './index.ts';
import { offered, walking } from './samples.ts';

const read = (view: WalkView): string => readable(walk(view)).replace(/<!date\^\d+\^[^|>]*\|([^>]*)>/g, '$1');
const at = (current: Partial<CurrentStep>): WalkView =>
  ({ ...walking, current: { ...walking.current, earlier: [], ...current } }) as WalkView;
const labels = (view: WalkView): string[] =>
  walk(view).blocks.flatMap((block) =>
    block.type === 'actions' ? block.elements.map((element) => ('text' in element ? element.text.text : '')) : [],
  );

test('a walk says where it is, what became of the steps before, and what will be looked at', () => {
  expect(read(walking)).toMatchInlineSnapshot(`
    "# 📖 Users see old designs
    > ▰▰▱▱▱▱ *2 of 6*, 1 skipped · begun by <@U0ALICE> 2026-11-05 14:02 UTC · walked by <@U0ALICE>, <@U0BOB>
    ✅ Tell those who wait — <@U0ALICE> 2026-11-05 14:03 UTC · 60 s
    ↳ 📝 the status page is slow too (<@U0BOB>)
    ⏭️ Look for what was changed — skipped by <@U0BOB> 2026-11-05 14:04 UTC: nothing was deployed today
    divider
    *Step 3:* *Can the table be read?* · Tocsin looks · attempt 2
    The canary’s own record; see [the whole path](https://git.example/tree/main/design-viewer/runbook.md).
    > What Tocsin looks at:
    \`\`\`
    check          dynamodb
    table          demo-translation-cache
    key.design     canary-cube
    expect.status  = READY
    \`\`\`
    > ⚠️ before: status: OLD, expected = READY, not as expected, 2026-11-05 14:04 UTC
    [Look](walk.start) primary [Done by hand](walk.done)
    [Skip…](form.walk-skip) [Did not work…](form.walk-did-not-work) [Note…](form.walk-note) [Back](walk.back) [Hand over…](form.walk-hand-over) [Stop…](form.walk-stop)
    > Runbook walk R1 · <https://git.example/tree/main/runbooks/translation-cache.md|the whole runbook> · \`/incident runbook\` does the same"
  `);
  expect(walk(walking).text).toBe('📖 Users see old designs, 2 of 6 done. Now: Can the table be read?');
});

describe('what can be pressed is what would not be refused', () => {
  it('a deed is done, skipped, or did not work', () => {
    expect(labels(at({ kind: 'do', moves: ['done', 'skip', 'did-not-work', 'note', 'stop'] }))).toEqual([
      'Done',
      'Skip…',
      'Did not work…',
      'Note…',
      'Hand over…',
      'Stop…',
    ]);
  });

  it('a question has its answers', () => {
    const view = at({ kind: 'decide', moves: ['answer', 'back', 'note', 'stop'], answers: ['Yes', '<!here> no'] });
    expect(labels(view)).toEqual(['Yes', '&lt;!here&gt; no', 'Note…', 'Back', 'Hand over…', 'Stop…']);
  });

  it('an act that needs two is asked for, then somebody else agrees', () => {
    const act = { kind: 'act', approval: true } as const;
    expect(labels(at({ ...act, moves: ['start', 'done'] })).slice(0, 2)).toEqual(['Ask to run', 'Done by hand']);
    const asked = at({
      ...act,
      moves: ['approve', 'decline'],
      state: { type: 'asked', by: 'U0BOB', at: '2026-11-05T14:06:00.000Z' },
    });
    expect(labels(asked).slice(0, 2)).toEqual(['Approve', 'Decline']);
    expect(read(asked)).toContain('🤝 <@U0BOB> wants this done, 2026-11-05 14:06 UTC. *Somebody else has to agree.*');
  });

  it('what went badly is tried again, or gone on from', () => {
    const view = at({
      moves: ['again', 'go-on', 'note', 'stop'],
      state: { type: 'went-badly', said: 'status: OLD', at: '2026-11-05T14:06:00.000Z', link: 'https://c.example/t' },
    });
    expect(labels(view).slice(0, 2)).toEqual(['Check again', 'Go on all the same']);
    expect(read(view)).toContain('⚠️ *Not as expected*, 2026-11-05 14:06 UTC: status: OLD <https://c.example/t|open>');
  });

  it('what runs is awaited', () => {
    const state = { type: 'running', by: 'U0ALICE', at: '2026-11-05T14:06:00.000Z', approvedBy: 'U0BOB' } as const;
    const view = at({ kind: 'act', moves: ['acted', 'did-not-work', 'note', 'stop'], state });
    expect(labels(view)).toEqual(['Did not work…', 'Note…', 'Hand over…', 'Stop…']);
    expect(read(view)).toContain('⏳ Tocsin is at it, asked by <@U0ALICE> 2026-11-05 14:06 UTC, <@U0BOB> agreed.');
  });

  it('nothing once it has ended, but what was done can be put back and the runbook may learn of it', () => {
    const { current: _, ...rest } = walking;
    const view: WalkView = {
      ...rest,
      ended: { type: 'stopped', by: 'U0BOB', why: 'it went away', at: '2026-11-05T14:10:00.000Z', minutes: 8 },
      waysBack: [
        { step: 'shift', attempt: 1, title: 'Shift the traffic', words: 'The weights are put back.', moves: ['undo'] },
      ],
      proposes: true,
    };
    expect(labels(view)).toEqual(['Take back: Shift the traffic', 'Show the proposed change']);
    expect(read(view)).toContain('⏹ Stopped after 8 min by <@U0BOB>: it went away');
  });
});

test('a button says where the walk was when it was shown', () => {
  const [first] = walk(walking).blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
  expect(parseWalkRef(first && 'value' in first ? (first.value ?? '') : '')).toEqual({
    incident: walking.incident,
    walk: 'R1',
    step: 'can-the-table-be-read',
    attempt: 2,
  });
});

test('a step that only people can do says why', () => {
  expect(read(at({ byHand: '{{alarm}} has no value in this incident', moves: ['done'] }))).toContain(
    '✋ *Do this step by hand*: {{alarm}} has no value in this incident',
  );
});

test('an offer says when nothing fails any more, and urges nobody', () => {
  const shown = readable(runbookOffer({ ...offered, recovered: true }));
  expect(shown).toContain('Nothing fails any more; start it only if something is left to mend.');
  expect(shown).toContain('[Start](walk.begin)');
  expect(shown).not.toContain('primary');
});

test('the offer says why it is this runbook, and none says what becomes of notes', () => {
  expect(readable(runbookOffer(offered))).toMatchInlineSnapshot(`
    "📖 Runbook: *Users see old designs*, because it is for the dependency translation-cache.
    9 steps · kept by Viewer · reviewed 2026-11-02
    [Start](walk.begin) primary [Pick another (2 more)…](form.runbook) [Read it](https://git.example/tree/main/runbooks/translation-cache.md)"
  `);
  const { offered: _, ...none } = offered;
  expect(readable(runbookOffer({ ...none, reason: 'no runbook applies to step pay' }))).toMatchInlineSnapshot(`
    "📖 No runbook applies to step pay.
    Note the steps that you take: they become the first draft of one.
    [Note a step…](form.note) [Pick a runbook…](form.runbook)"
  `);
  expect(readable(runbookOffer({ ...offered, over: true }))).not.toContain('[');
});
