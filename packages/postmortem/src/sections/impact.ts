import { readText } from '../channel/pick.ts';
import { declaration, entry, type Source, together } from '../cite.ts';
import { clockTitles } from '../clocks.ts';
import type { Facts, Window } from '../facts.ts';
import { type Budget, budgetOf, type Dip, dipsOf, runsWithin, spacingOf } from '../impact.ts';
import type { Block, Sentence } from '../model.ts';
import { code, count, quote, say, strong, time } from '../say.ts';
import type { MetricSeries } from '../sources.ts';
import { ofKind } from '../statements.ts';
import { between, duration, figure, minutesAfter } from '../times.ts';

/** What it cost users, in numbers, with the query that each comes from. */
export function impactInNumbers(facts: Facts): Block[] {
  const { impact } = facts;
  const windows = windowSentences(facts);
  const dips = impact ? dipsOf(facts, impact) : [];
  const measured = [
    ...(impact ? runSentences(facts, impact) : []),
    ...(impact ? dips.flatMap((dip) => dipSentences(facts, dip, impact)) : []),
  ];
  const stated = statedSentences(facts);
  return [
    ...(windows.length > 0 ? [{ type: 'list', items: windows } as const] : []),
    ...(measured.length > 0
      ? [{ type: 'heading', text: 'Measured' } as const, { type: 'list', items: measured } as const]
      : []),
    ...(impact ? dips.map((dip) => chartOf(facts, dip)) : []),
    ...(stated.length > 0
      ? [{ type: 'heading', text: 'Stated by people' } as const, { type: 'list', items: stated } as const]
      : []),
    ...(measured.length + stated.length === 0
      ? [
          {
            type: 'prompt',
            question: 'Who was affected, how many, and how? Give each number with the query it comes from.',
            evidence: [],
          } as const,
        ]
      : []),
  ];
}

/** When users felt it is another time than when people worked on it. */
function windowSentences({ impact, response, clocks }: Facts): Sentence[] {
  const words = (window: Window, what: string, ...sources: readonly (readonly Source[] | undefined)[]): Sentence[] => {
    const cited = together(...sources.map((one) => one ?? []));
    if (!cited) return [];
    const until = window.ended ? [' to ', time(window.to)] : [', and was not over when this was drafted'];
    const length = window.ended ? [', ', strong(duration(between(window.from, window.to)))] : [];
    return [say(cited, what, time(window.from), ...until, ...length, '.')];
  };
  const { began, detected, mitigated, resolved } = clocks;
  return [
    ...(impact
      ? words(
          impact,
          'Users were affected, as far as is known, from ',
          began?.sources,
          (mitigated ?? resolved)?.sources,
        )
      : []),
    ...(response ? words(response, 'The response lasted from ', detected?.sources, resolved?.sources) : []),
  ];
}

function runSentences(facts: Facts, impact: Window): Sentence[] {
  const runs = runsWithin(facts, impact);
  const failed = runs.filter(({ run }) => !run.ok);
  const [first, last] = [failed[0], failed.at(-1)];
  if (!first || !last) return [];
  const sources = together(first.sources, last.sources) ?? first.sources;
  const share = failed.length / runs.length;
  return [
    say(
      sources,
      strong(`${failed.length} of ${count(runs.length, 'canary run')}`),
      ...(first === last
        ? [' in that time failed, at ', time(first.run.startedAt)]
        : [
            ' in that time failed, the first of them at ',
            time(first.run.startedAt),
            ', the last at ',
            time(last.run.startedAt),
          ]),
      '.',
    ),
    ...(facts.given.metrics.some(({ type }) => type === 'sli')
      ? []
      : budgetSentence(
          facts,
          budgetOf(facts, (share * between(impact.from, impact.to)) / 60_000),
          sources,
          'judged by the share of failed canary runs',
        )),
  ];
}

function dipSentences(
  facts: Facts,
  { series, lowest, mean, badMinutes, badRequests }: Dip,
  { from, to }: Window,
): Sentence[] {
  const metric: Source = { type: 'metric', id: series.id, from, to };
  return [
    say(
      [metric],
      strong(series.title),
      ...(lowest.value < mean
        ? [
            ` fell to ${figure(lowest.value)} ${series.unit} at `,
            time(lowest.at),
            `, ${figure(mean)} ${series.unit} on average from `,
          ]
        : [` stayed at ${figure(mean)} ${series.unit} from `]),
      time(from),
      ' to ',
      time(to),
      ', by the query ',
      code(series.query),
      '.',
    ),
    ...(badRequests === undefined
      ? []
      : [say([metric], 'That is about ', strong(count(badRequests, 'request')), ' that went wrong.')]),
    ...(isMeasured(facts, series)
      ? budgetSentence(facts, budgetOf(facts, badMinutes, series.slo), [metric], 'judged by that indicator')
      : []),
  ];
}

/** Whether it is what the objective is about: of one that is measured by requests, canary runs spend nothing. */
const isMeasured = ({ workflow }: Facts, { ofCanary }: MetricSeries): boolean =>
  !ofCanary || workflow?.slo.from.type === 'canary';

function budgetSentence(
  { workflow }: Facts,
  budget: Budget | undefined,
  sources: readonly [Source, ...Source[]],
  how: string,
): Sentence[] {
  if (!workflow || !budget) return [];
  return [
    say(
      [...sources, declaration(workflow.id)],
      `An objective of ${budget.objective} % over ${budget.window} allows ${figure(budget.allowedMinutes)} bad minutes; this incident spent `,
      strong(`${figure(budget.spentMinutes)} of them (${figure(budget.spent)} %)`),
      `, ${how}.`,
    ),
  ];
}

/** The incident with as much time before and after it, so that both what was usual and what it was are seen. */
function framed(
  { from, to, points, periodSeconds }: MetricSeries,
  window: Window,
): Pick<MetricSeries, 'from' | 'to' | 'points'> {
  const aside = Math.max(between(window.from, window.to), 10 * periodSeconds * 1_000) / 60_000;
  const begin = max(from, minutesAfter(window.from, -aside));
  const end = min(to, minutesAfter(window.to, aside));
  return { from: begin, to: end, points: points.filter(({ at }) => at >= begin && at <= end) };
}
const max = (a: string, b: string): string => (a > b ? a : b);
const min = (a: string, b: string): string => (a < b ? a : b);

function chartOf({ clocks, workflow, impact, response }: Facts, { series }: Dip): Block {
  const marks = Object.entries(clocks).map(([name, { at }]) => ({
    at,
    label: clockTitles[name as keyof typeof clockTitles],
  }));
  const { id, title, unit, query } = series;
  const ends = [impact, response].flatMap((window) => (window ? [window] : []));
  const [first = series] = ends;
  const whole = { ...first, ended: true, to: ends.map(({ to: end }) => end).reduce(max, first.to) };
  const { from, to, points } = framed(series, whole);
  const { objective } = series.slo ?? workflow?.slo ?? {};
  return {
    type: 'chart',
    figure: { title, unit, from, to, points, marks, ...(objective === undefined ? {} : { objective }) },
    caption: say(
      [{ type: 'metric', id, from, to }],
      `${title} in ${unit}, by the query `,
      code(query),
      `; one value each ${duration(spacingOf(series) * 1_000)}.`,
    ),
  };
}

/** What people said of the impact, in updates, with a severity and in the channel. */
function statedSentences({ of, names, statements, impact, given }: Facts): Sentence[] {
  const updates = of('update.posted').flatMap(({ entry: one, ref }): Sentence[] =>
    one.impact === undefined
      ? []
      : [
          say(
            [entry(ref)],
            names.actor(one.by),
            ' stated in the update of ',
            time(one.at),
            ': ',
            quote(names.inText(one.impact)),
            '.',
          ),
        ],
  );
  const judged = of('severity.changed').flatMap(({ entry: one, ref }): Sentence[] =>
    one.reason === undefined || !readText(one.reason)?.kinds.has('impact')
      ? []
      : [
          say(
            [entry(ref)],
            names.actor(one.by),
            ' stated at ',
            time(one.at),
            `, changing ${one.from} to ${one.to}: `,
            quote(names.inText(one.reason)),
            '.',
          ),
        ],
  );
  // Numbers stated long after are of something else.
  const until = minutesAfter(impact?.to ?? given.draftedAt, 7 * 24 * 60);
  const said = ofKind(statements.all, 'impact')
    .filter(({ at }) => at <= until)
    .slice(0, 8)
    .map(({ who, at, text, sources }) => say(sources, who, ' wrote at ', time(at), ': ', quote(text), '.'));
  return [...updates, ...judged, ...said];
}
