import type { SectionBlock } from '@slack/types';
import type { HomeView, PostmortemLine } from '@tocsin/app';
import type { About } from '@tocsin/incident';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkView } from '../../../slack-simulator/src/blocks/check-view.ts';
import { announced, nothingAtHome } from '../blocks/samples.ts';
import { home } from './home.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom('', '<OUT!channel>', '*_~`', '𝕏'.repeat(2_000), '&'.repeat(4_000), '😀'.repeat(90)),
);
const line = fc.record(
  {
    incident: fc.constant(announced.incident),
    title: hostile,
    channel: fc.constantFrom('C0INC00042', '<OUT'),
    status: fc.constantFrom('draft', 'in review', 'reviewed', 'closed'),
    draft: fc.nat(),
    reviewDue: fc.constantFrom('2026-11-10T14:00:00.000Z', '<OUT'),
    overdue: fc.boolean(),
  },
  { requiredKeys: ['incident', 'title'] },
) as fc.Arbitrary<PostmortemLine>;

const abouts: readonly About[] = [
  ...Array.from({ length: 200 }, () => 'update' as const),
  'command',
  'resolve',
  'close',
  'review',
];

it('of 200 incidents, of 200 action items and of 200 of everything else, called anything, is one that Slack takes', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 200 }), hostile, hostile, (postmortems, title, other) => {
      const listed = { ...announced, title, joined: false };
      const where = { incident: announced.incident, title, channel: other };
      const action = { incident: announced.incident, title, id: 'A1', text: other, due: '2026-11-10', overdue: true };
      const view: HomeView = {
        now: announced.since,
        open: Array.from({ length: 200 }, (_, index) => ({ ...listed, incident: `20261105-aaaaa${100 + index}` })),
        moreOpen: true,
        roles: Array.from({ length: 200 }, () => ({ ...listed, roles: ['commander'] as const })),
        walks: Array.from({ length: 200 }, () => ({
          ...where,
          walk: 'R1',
          runbook: other,
          step: title,
          settled: 3,
          total: 9,
        })),
        actions: Array.from({ length: 200 }, () => action),
        due: abouts.map((about) => ({ ...where, about, due: other, overdue: about !== 'close' })),
        postmortems,
        over: Array.from({ length: 200 }, () => ({ ...listed, left: 2 })),
      };
      const shown = home(view, { first: true, said: 'Done.' });
      expect(checkView(shown)).toEqual([]);
      expect(shown.blocks.length).toBeLessThanOrEqual(100);
      expect(JSON.stringify(shown)).not.toContain('<OUT');
    }),
    { numRuns: 60 },
  );
});

it('a postmortem stands with how far it is, when its review is due, and the button for what comes next', () => {
  const about = { incident: announced.incident, title: 'Uploads fail' };
  const rows = home({
    ...nothingAtHome,
    postmortems: [
      { ...about, reviewDue: '2026-11-10T14:00:00.000Z', overdue: false },
      { ...about, status: 'draft' },
      { ...about, status: 'in review', draft: 2, reviewDue: '2026-11-10T14:00:00.000Z', overdue: true },
    ],
  }).blocks.flatMap((block) => {
    const { accessory, text } = block as SectionBlock;
    if (accessory?.type !== 'button') return [];
    return [`${text?.text.split('\n')[1]} [${accessory.text.text}](${accessory.value})`];
  });
  const due = '<!date^1794319200^{date_short_pretty} {time}|2026-11-10 14:00 UTC>';
  expect(rows).toEqual([
    `not drafted yet · review due ${due} [Draft](${announced.incident} draft)`,
    `no draft yet [Show](${announced.incident} show)`,
    `in review, draft 2 · *review overdue since ${due}* [Open](${announced.incident} open)`,
  ]);
});
