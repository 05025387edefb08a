import { canary, entry, type Sourced, timeline, together } from '../cite.ts';
import { type ClockName, clockTitles } from '../clocks.ts';
import type { Facts } from '../facts.ts';
import type { Block, Row } from '../model.ts';
import { code, type Part, quote, row, strong, time } from '../say.ts';
import type { Statement } from '../statements.ts';
import { between, duration, minutesAfter } from '../times.ts';
import { told } from '../told.ts';

interface Moment {
  readonly at: string;
  readonly words: readonly Part[];
  readonly sources: Sourced;
  readonly mark?: Row['mark'];
}

/** Everything in its order, from before the fault on; stretches of which nothing is known are said to be such. */
export function timelineSection(facts: Facts): Block[] {
  const moments = [
    ...entryMoments(facts),
    ...facts.statements.all.filter(({ captured }) => !captured).map(statementMoment),
    ...runMoments(facts),
    ...clockMoments(facts),
  ]
    .map((moment, index) => ({ moment, index }))
    .sort((a, b) => a.moment.at.localeCompare(b.moment.at) || a.index - b.index)
    .map(({ moment }) => moment);
  return [{ type: 'table', head: ['Time (UTC)', 'What happened'], rows: withGaps(moments, facts) }];
}

const entryMoments = ({ entries, names, given }: Facts): Moment[] =>
  entries.map((one) => ({
    at: one.entry.at,
    words: [
      ...told(one, names),
      ...(one.corrected ? [' (corrected by ', names.actor(one.corrected.by), ')'] : []),
      ...(one.edited === undefined || one.deleted ? [] : [' (edited since)']),
      ...(given.drill !== undefined && one.ref === '1' ? [' (a drill)'] : []),
    ],
    sources: [entry(one.ref)],
  }));

/** Why it was picked is said beside it: it is there by a rule, not because somebody put it there. */
const statementMoment = ({ at, who, text, why, sources }: Statement): Moment => ({
  at,
  words: [who, ' wrote ', quote(text), ` (picked: ${why})`],
  sources,
});

/** The runs on both sides of the break, unless the timeline has them. */
function runMoments({ turning, entries }: Facts): Moment[] {
  const told = new Set(entries.flatMap(({ entry: one }) => (one.type === 'canary.reported' ? [one.run.runId] : [])));
  const moments = [
    { known: turning.lastGood, words: 'The last good canary run began' },
    { known: turning.firstBad, words: 'The first failed canary run began' },
    { known: turning.nextGood, words: 'The first good canary run after it began' },
  ];
  return moments.flatMap(({ known, words }): Moment[] => {
    if (!known || told.has(known.run.runId)) return [];
    const failed = known.failed ? [': it failed in ', code(known.failed.step)] : [];
    return [
      {
        at: known.run.startedAt,
        words: [words, ...failed],
        sources: together(known.sources, [canary(known.run.runId)]) ?? known.sources,
      },
    ];
  });
}

const clockMoments = ({ clocks }: Facts): Moment[] =>
  (Object.keys(clocks) as ClockName[]).flatMap((name): Moment[] => {
    const clock = clocks[name];
    return clock ? [{ at: clock.at, words: [strong(clockTitles[name])], sources: clock.sources, mark: 'clock' }] : [];
  });

/** Between what happened long before and the fault, silence is no gap. */
function withGaps(moments: readonly Moment[], { settings, clocks }: Facts): Row[] {
  const begin = clocks.began?.at ?? moments[0]?.at ?? '';
  const lead = begin === '' ? '' : minutesAfter(begin, -settings.leadMinutes);
  const rows: Row[] = [];
  let before: Moment | undefined;
  for (const moment of moments) {
    const gap = before && moment.at >= lead ? between(before.at, moment.at) : 0;
    if (before && gap >= settings.gapMinutes * 60_000) {
      const sources = together(before.sources, moment.sources, [timeline]) ?? moment.sources;
      rows.push({ ...row(sources, '', [`Nothing is known of ${duration(gap)}, to `, time(moment.at)]), mark: 'gap' });
    }
    rows.push({
      ...row(moment.sources, [time(moment.at)], moment.words),
      ...(moment.mark ? { mark: moment.mark } : {}),
    });
    before = moment;
  }
  return rows;
}
