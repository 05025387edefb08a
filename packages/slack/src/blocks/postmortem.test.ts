import type { PostmortemView } from '@tocsin/app';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds, hostile, maybe, tidy, time } from './holds.ts';
import { postmortem, postmortemLinks, render } from './index.ts';

const incident = '20261105-k3v9q2xw';
const asked: PostmortemView = {
  type: 'postmortem',
  incident,
  title: 'Uploads fail',
  status: 'draft',
  since: '2026-11-05T15:00:00.000Z',
  drawing: { number: 1, by: 'U0ANA00001', at: '2026-11-05T15:00:00.000Z' },
  reviewDue: '2026-11-10T14:55:00.000Z',
};
const { drawing: _, ...standing } = asked;
const ready: PostmortemView = {
  ...standing,
  draft: {
    number: 1,
    at: '2026-11-05T15:01:00.000Z',
    by: 'U0ANA00001',
    findings: 5,
    foremost: ['A1 has no owner', 'who owns the pruning job?', '“should have” is hindsight'],
    changed: [],
  },
  inCanvas: 1,
};
const later: PostmortemView = {
  ...ready,
  draft: { number: 3, at: ready.since, findings: 0, foremost: [], changed: ['Impact', 'Timeline'] },
};

/** What people read, and which buttons there are. */
function read(view: PostmortemView) {
  const { blocks } = postmortem(view);
  return blocks.flatMap((block): string[] => {
    if (block.type === 'section') return [block.text?.text ?? ''];
    if (block.type === 'context') return block.elements.map((one) => ('text' in one ? one.text : ''));
    if (block.type !== 'actions') return [];
    return [block.elements.map((one) => ('text' in one ? `[${one.text?.text}]` : '')).join(' ')];
  });
}

describe('the postmortem in its channel', () => {
  it('says who waits for the first draft', () => {
    expect(read(asked)).toMatchInlineSnapshot(`
      [
        "📝 *Postmortem* · draft 1 is being drawn up
      <@U0ANA00001> asked for it <!date^1793890800^{date_short_pretty} {time}|2026-11-05 15:00 UTC>. A long channel takes some minutes to read.
      Review due <!date^1794322500^{date_short_pretty} {time}|2026-11-10 14:55 UTC>",
      ]
    `);
  });

  it('shows the draft with what to look at first, and what can be done with it', () => {
    expect(read(ready)).toMatchInlineSnapshot(`
      [
        "📝 *Postmortem* · draft 1 is ready
      Draft 1 of <!date^1793890860^{date_short_pretty} {time}|2026-11-05 15:01 UTC>, for <@U0ANA00001>.
      Status: *draft* since <!date^1793890800^{date_short_pretty} {time}|2026-11-05 15:00 UTC> · review due <!date^1794322500^{date_short_pretty} {time}|2026-11-10 14:55 UTC>",
        "*Self-check:* 5 things to look at first
      • A1 has no owner
      • who owns the pruning job?
      • “should have” is hindsight
      … and 2 more, on top of the draft",
        "The canvas of this channel has draft 1.",
        "[Open] [Review it] [Draft again]",
      ]
    `);
  });

  it('says why none could be drawn up, and what to do', () => {
    const failed = { number: 1, reason: 'the channel was deleted' };
    expect(read({ ...standing, failed })).toMatchInlineSnapshot(`
      [
        "📝 *Postmortem* · draft 1 could not be drawn up
      the channel was deleted. “Draft again” asks for it once more; nothing is lost.
      Review due <!date^1794322500^{date_short_pretty} {time}|2026-11-10 14:55 UTC>",
        "[Draft again]",
      ]
    `);
  });

  it('shows what a later draft changed, and leaves the canvas to people', () => {
    expect(read(later)).toMatchInlineSnapshot(`
      [
        "📝 *Postmortem* · draft 3 is ready
      Draft 3 of <!date^1793890800^{date_short_pretty} {time}|2026-11-05 15:00 UTC>.
      Status: *draft* since <!date^1793890800^{date_short_pretty} {time}|2026-11-05 15:00 UTC> · review due <!date^1794322500^{date_short_pretty} {time}|2026-11-10 14:55 UTC>",
        "*Self-check:* nothing to mend before the review.",
        "The canvas of this channel has draft 1. Different in draft 3:
      • Impact
      • Timeline",
        "[Open] [Review it] [Draft again] [Take into the canvas]",
      ]
    `);
  });

  it('says who wants none, and how one is wanted after all', () => {
    const { reviewDue: _due, ...undue } = standing;
    const declined = { by: 'U0ANA00001' };
    expect(read({ ...undue, status: 'closed', declined })).toEqual([
      '📝 *Postmortem* · none is wanted\n<@U0ANA00001> said so.',
      '[Open it again]',
    ]);
  });

  it('says that Slack took no canvas, and offers none', () => {
    expect(read({ ...later, canvasRefused: true }).slice(-2)).toEqual([
      'Slack took no canvas in this channel; “Open” shows the draft.',
      '[Open] [Review it] [Draft again]',
    ]);
  });

  it.each([
    ['draft', '[Open] [Review it] [Draft again]'],
    ['in review', '[Open] [Reviewed] [Back to draft] [Draft again]'],
    ['reviewed', '[Open] [Close postmortem] [Review again] [Draft again]'],
    ['closed', '[Open] [Review again]'],
  ] as const)('of one that is %s', (status, buttons) => {
    expect(read({ ...ready, status }).at(-1)).toBe(buttons);
  });
});

const person = fc.oneof(fc.constant('U0ANA00001'), hostile);
const any = fc.record({
  type: fc.constant('postmortem'),
  incident: fc.constant(incident),
  title: hostile,
  status: fc.constantFrom('draft', 'in review', 'reviewed', 'closed'),
  since: time,
  drawing: maybe(fc.record({ number: fc.nat(), by: person, at: time })),
  declined: maybe(fc.record({ by: person })),
  failed: maybe(fc.record({ number: fc.nat(), reason: hostile })),
  draft: maybe(
    fc.record({
      number: fc.nat(),
      at: time,
      by: maybe(person),
      findings: fc.nat(),
      foremost: fc.array(hostile, { maxLength: 5 }),
      changed: fc.array(hostile, { maxLength: 40 }),
      incomplete: maybe(hostile),
    }),
  ),
  inCanvas: maybe(fc.nat()),
  canvasRefused: maybe(fc.constant(true as const)),
  reviewDue: maybe(time),
});

it('whatever it holds, the message is within Slack’s limits', () => {
  fc.assert(
    fc.property(any, (view) => holds(render(tidy(view)))),
    { numRuns: 300 },
  );
});

it('a signed link is as long as it is, and still a button', () => {
  const signed = `https://files.s3.eu-west-1.amazonaws.com/postmortems/i/1/postmortem.html?X-Amz-Security-Token=${'a'.repeat(2_500)}`;
  const { blocks } = postmortemLinks({ number: 1, html: signed, markdown: signed });
  holds({ text: 'x', blocks });
  expect(JSON.stringify(blocks).split(signed)).toHaveLength(3);
});
