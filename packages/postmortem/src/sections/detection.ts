import { entry, type Source, timeline, together } from '../cite.ts';
import type { Facts, Known } from '../facts.ts';
import type { Block, Sentence } from '../model.ts';
import { code, type Part, quote, say, strong, time } from '../say.ts';
import { between, duration, figure } from '../times.ts';

/** What noticed it, whether something could have earlier, and whether the step was named right. */
export function detection(facts: Facts): Block[] {
  const items = [...noticed(facts), ...earlierSigns(facts), ...namingSentences(facts)];
  return [
    ...(items.length > 0 ? [{ type: 'list', items } as const] : []),
    {
      type: 'prompt',
      question: 'Could it have been detected earlier, and by what? Did what was detected tell where to look?',
      evidence: [],
    },
  ];
}

function noticed({ clocks }: Facts): Sentence[] {
  const { began, detected } = clocks;
  if (!detected) return [say([timeline], 'The timeline does not say what detected it.')];
  const late =
    began && between(began.at, detected.at) > 0
      ? [', ', strong(duration(between(began.at, detected.at))), ' after the fault began']
      : [];
  const sources = together(detected.sources, late.length > 0 ? (began?.sources ?? []) : []) ?? detected.sources;
  return [say(sources, 'It was detected at ', time(detected.at), ...late, ': ', ...detected.how, '.')];
}

/** Signs that were there before: an indicator below its objective, failed runs, alarms of this incident. */
function earlierSigns({ given, clocks, workflow, runs }: Facts): Sentence[] {
  const { detected, began } = clocks;
  if (!detected || !workflow) return [];
  const from = began?.at ?? detected.at;
  const metrics = given.metrics.flatMap((series): Sentence[] => {
    if (series.type !== 'sli') return [];
    const { objective } = series.slo ?? workflow.slo;
    const low = series.points.find(({ at, value }) => at >= from && at < detected.at && value < objective);
    if (!low) return [];
    const source: Source = { type: 'metric', id: series.id, from: low.at, to: detected.at };
    const early = between(low.at, detected.at);
    return [
      say(
        [source],
        strong(series.title),
        ` was below its objective at `,
        time(low.at),
        `, ${figure(low.value)} ${series.unit}: `,
        strong(duration(early)),
        ' before it was detected.',
      ),
    ];
  });
  const failed = runs.filter(({ run }) => !run.ok && run.startedAt >= from && run.completedAt < detected.at);
  const first = failed[0];
  const canaries = first
    ? [
        say(
          first.sources,
          `${failed.length === 1 ? 'One canary run' : `${failed.length} canary runs`} had failed before, from `,
          time(first.run.startedAt),
          ' on.',
        ),
      ]
    : [];
  return [...metrics, ...canaries];
}

/** What triage named, and what people said it was. */
function namingSentences({ of, names }: Facts): Sentence[] {
  const namings = of('step.named');
  const triage = namings.find(({ entry: one }) => one.naming.pinned === undefined && one.naming.step !== undefined);
  const overruled = namings.findLast(({ entry: one }) => one.naming.pinned !== undefined);
  const [first] = namings;
  if (!first) return [say([timeline], 'No step was named.')];
  if (overruled?.entry.naming.pinned) return overruling(triage, overruled, names);
  if (!triage) return [say([entry(first.ref)], 'No step was named: ', quote(first.entry.naming.reason), '.')];
  const last = namings.at(-1) ?? triage;
  const { step, confidence } = triage.entry.naming;
  const same = last.entry.naming.step === step;
  return [
    say(
      [entry(triage.ref)],
      'Triage named the step ',
      code(step ?? ''),
      ' at ',
      time(triage.entry.at),
      ` with ${confidence} confidence: `,
      quote(triage.entry.naming.reason),
      '.',
    ),
    same
      ? say([entry(triage.ref), timeline], 'Nobody overruled it.')
      : say(
          [entry(triage.ref), entry(last.ref)],
          'It came to another conclusion at ',
          time(last.entry.at),
          ': ',
          ...stepWords(last),
          '.',
        ),
  ];
}

function overruling(
  triage: Known<'step.named'> | undefined,
  people: Known<'step.named'>,
  names: Facts['names'],
): Sentence[] {
  const { naming, at } = people.entry;
  const right = triage?.entry.naming.step === naming.step;
  const sources = together(triage ? [entry(triage.ref)] : [], [entry(people.ref)]) ?? [entry(people.ref)];
  const reason = naming.pinned?.reason;
  return [
    say(
      sources,
      ...(triage
        ? ['Triage named ', ...stepWords(triage), ' at ', time(triage.entry.at), '; ']
        : ['Triage named no step; ']),
      names.of(naming.pinned?.by ?? ''),
      ' named ',
      ...stepWords(people),
      ' at ',
      time(at),
      ...(reason === undefined ? [] : [': ', quote(names.inText(reason))]),
      right ? '. Both are the same.' : '. People overruled triage.',
    ),
  ];
}

const stepWords = ({ entry: { naming } }: Known<'step.named'>): Part[] =>
  naming.step === undefined ? ['no step'] : ['the step ', code(naming.step)];
