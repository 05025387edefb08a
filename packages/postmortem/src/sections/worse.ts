import { entry } from '../cite.ts';
import type { Facts } from '../facts.ts';
import type { Block, Sentence } from '../model.ts';
import { code, listed, say, time } from '../say.ts';
import { ofKind } from '../statements.ts';
import { told } from '../told.ts';
import { outcomeWords, wentOtherwise } from '../told-walks.ts';
import { outcomesOf } from '../walks.ts';
import { quoted } from './factors.ts';

/** What let it grow or last: what the timeline shows, and what people said. */
export function whatMadeItWorse(facts: Facts): Block[] {
  const shown = [...setbacks(facts), ...failedSteps(facts), ...spread(facts)];
  const said = [
    ...ofKind(facts.statements.all, 'worse')
      .slice(0, 8)
      .map((one) => quoted(one, 'it says that something became worse')),
    ...ofKind(facts.statements.all, 'no-help')
      .filter(({ kinds }) => !kinds.has('worse'))
      .slice(0, 8)
      .map((one) => quoted(one, 'it says that something did not help')),
  ];
  const items = [...shown, ...said];
  return [
    ...(items.length > 0 ? [{ type: 'list', items } as const] : []),
    {
      type: 'prompt',
      question: 'What let it grow or last longer: a tool, a missing view, a wait, something that was tried?',
      evidence: [],
    },
  ];
}

/** Worse severity, relapses, reopening, pages that nobody answered. */
function setbacks({ entries, names }: Facts): Sentence[] {
  return entries.flatMap((one): Sentence[] => {
    const { entry: fact, ref } = one;
    const worse = fact.type === 'severity.changed' && fact.to < fact.from;
    if (
      !worse &&
      fact.type !== 'service.relapsed' &&
      fact.type !== 'incident.reopened' &&
      fact.type !== 'page.escalated'
    )
      return [];
    return [say([entry(ref)], 'At ', time(fact.at), ' ', ...told(one, names), '.')];
  });
}

function failedSteps({ walks, names }: Facts): Sentence[] {
  return walks.flatMap(({ walk, sourcesOf }) =>
    walk.plan.steps.flatMap(({ id, title }) =>
      outcomesOf(walk, id)
        .filter((outcome) => wentOtherwise(outcome) && outcome.type !== 'skipped')
        .map((outcome) =>
          say(
            sourcesOf(id),
            'At ',
            time(outcome.at),
            ' the runbook step ',
            code(title),
            ' ',
            ...outcomeWords(outcome, names),
            '.',
          ),
        ),
    ),
  );
}

/** Alarms of other workflows and dependencies that fired later. */
function spread({ of, given }: Facts): Sentence[] {
  const fired = of('alarm.fired');
  const first = fired[0]?.entry.alarm;
  const later = new Map(
    fired
      .filter(({ entry: one }) => one.alarm.name !== first?.name && one.alarm.workflow !== given.incident.workflow)
      .map(({ entry: one, ref }) => [one.alarm.name, ref]),
  );
  const [reference, ...others] = later.values();
  if (reference === undefined) return [];
  const names = [...later.keys()].slice(0, 10).map(code);
  const more = later.size > names.length ? `, and ${later.size - names.length} more` : '';
  return [
    say(
      [entry(reference), ...others.map(entry)],
      'Alarms beyond the workflow fired too: ',
      ...listed(names),
      `${more}.`,
    ),
  ];
}
