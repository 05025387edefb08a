import { declaration, entry, type Source, together } from '../cite.ts';
import type { Facts } from '../facts.ts';
import { dipsOf, runsWithin } from '../impact.ts';
import type { Block, Sentence } from '../model.ts';
import { count, type Part, quote, say, strong, time } from '../say.ts';
import { between, duration, figure } from '../times.ts';

/** One sentence: what, in which step, for how long, and what came of it. */
export function summary(facts: Facts): Block[] {
  return [{ type: 'paragraph', sentences: [summarySentence(facts)] }];
}

export function summarySentence(facts: Facts): Sentence {
  const what = whatFailed(facts);
  const lasted = howLong(facts);
  const cost = whatItCost(facts);
  const sources = together(what.sources, lasted.sources, cost.sources) ?? [entry('1')];
  const drill = facts.given.drill === undefined ? [] : ['In a drill, '];
  return say(sources, ...drill, ...what.parts, ...lasted.parts, ...cost.parts, '.');
}

interface Clause {
  readonly parts: readonly Part[];
  readonly sources: readonly Source[];
}

function whatFailed({ workflow, step, dependency, given, of, names }: Facts): Clause {
  const named = of('step.named').at(-1);
  if (!workflow || !step || !named)
    return {
      parts: [quote(names.inText(given.incident.title))],
      sources: [entry(of('incident.declared')[0]?.ref ?? '1')],
    };
  const degraded = given.incident.naming?.degraded ?? false;
  return {
    parts: [
      strong(workflow.title),
      degraded ? ' was degraded in the step ' : ' failed in the step ',
      strong(step.title),
      ...(dependency ? [', with ', strong(dependency.title), ' suspected'] : []),
      ', ',
    ],
    sources: [entry(named.ref), declaration(workflow.id, step.id)],
  };
}

function howLong({ impact, clocks, step }: Facts): Clause {
  const { began, mitigated, resolved } = clocks;
  const end = mitigated ?? resolved;
  const named = step === undefined ? ' lasted ' : 'for ';
  if (!began || !impact) return { parts: [step === undefined ? ' was declared' : 'for an unknown time'], sources: [] };
  if (!end)
    return {
      parts: [named === 'for ' ? '' : ' began and ', 'since ', time(began.at), ' and not over when this was drafted'],
      sources: began.sources,
    };
  return {
    parts: [named, strong(duration(between(began.at, end.at))), ' (', time(began.at), ' to ', time(end.at), ')'],
    sources: [...began.sources, ...end.sources],
  };
}

function whatItCost(facts: Facts): Clause {
  const { impact } = facts;
  if (!impact) return { parts: [], sources: [] };
  const runs = runsWithin(facts, impact);
  const failed = runs.filter(({ run }) => !run.ok);
  // Of an indicator that did not fall there is nothing to say, and that the share of good canary runs did is the same again.
  const [dip] = dipsOf(facts, impact).filter(
    ({ series, lowest }) => lowest.value < 100 && (failed.length === 0 || !series.ofCanary),
  );
  const costs: Part[] = [
    ...(failed.length > 0 ? [`${failed.length} of ${count(runs.length, 'canary run')} failed`] : []),
    ...(dip ? [`${dip.series.title} fell to ${figure(dip.lowest.value)} ${dip.series.unit}`] : []),
  ];
  if (costs.length === 0) return { parts: [], sources: [] };
  return {
    parts: [': ', costs.join(' and ')],
    sources: [
      ...(failed[0]?.sources ?? []),
      ...(dip ? [{ type: 'metric', id: dip.series.id, from: impact.from, to: impact.to } as const] : []),
    ],
  };
}
