import { budgetOf, inOrder } from '@tocsin/workflow';
import type { Chance } from './chance.ts';
import type { Fault, Scenario } from './scenario.ts';

/** What alarms see of requests is a number every ten seconds: the shortest period of an alarm. */
export const binSeconds = 10;
const day = 86_400;

/** Requests by bin, as sums from the beginning: a window of any length is one subtraction. */
export interface Requests {
  readonly bins: number;
  readonly total: Float64Array;
  readonly bad: Float64Array;
}

/** Visitors of a scenario, going from step to step until one fails them; `''` is the workflow as a whole. */
export function requestsOf(scenario: Scenario, chance: Chance): ReadonlyMap<string, Requests> {
  const { workflow, traffic, quietSeconds, watchSeconds } = scenario;
  const bins = Math.ceil((quietSeconds + watchSeconds) / binSeconds);
  const empty = (): Requests => ({ bins, total: new Float64Array(bins + 1), bad: new Float64Array(bins + 1) });
  const steps = inOrder(workflow.steps);
  const found = new Map([['', empty()], ...steps.map(({ id }): [string, Requests] => [id, empty()])]);
  const index = new Map(steps.map(({ id }, at) => [id, at]));
  const after = steps.map((step) => step.after.map((id) => index.get(id) ?? 0));
  const series = steps.map(({ id }) => found.get(id) ?? empty());
  const whole = found.get('') ?? empty();
  const noise = noiseOf(scenario);
  const faults = [...scenario.faults, ...deploys(scenario, chance)].filter((fault) => fault.soft === undefined);
  const passed = new Float64Array(steps.length);

  for (let bin = 0; bin < bins; bin++) {
    const second = bin * binSeconds - quietSeconds;
    const wave = 1 + traffic.diurnal * Math.sin((2 * Math.PI * (second + day)) / day);
    const visitors = chance.poisson(traffic.perSecond * binSeconds * wave);
    let failed = 0;
    for (let at = 0; at < steps.length; at++) {
      const step = steps[at];
      const of = series[at];
      if (step === undefined || of === undefined) continue;
      const arrived = (after[at] ?? []).reduce((least, before) => Math.min(least, passed[before] ?? 0), visitors);
      const bad = chance.binomial(arrived, shareOf(faults, step.id, second, noise));
      passed[at] = arrived - bad;
      failed += bad;
      of.total[bin + 1] = (of.total[bin] ?? 0) + arrived;
      of.bad[bin + 1] = (of.bad[bin] ?? 0) + bad;
    }
    whole.total[bin + 1] = (whole.total[bin] ?? 0) + visitors;
    whole.bad[bin + 1] = (whole.bad[bin] ?? 0) + Math.min(visitors, failed);
  }
  return found;
}

/** The share of tries that fails at each step while nothing is wrong. */
export const noiseOf = ({ workflow, noise }: Scenario): number =>
  (noise * budgetOf(workflow.slo)) / workflow.steps.length;

/** The mean over a bin of what faults do to a step, beside the noise. */
function shareOf(faults: readonly Fault[], step: string, second: number, noise: number): number {
  let fine = 1 - noise;
  for (const fault of faults) {
    if (!fault.steps.includes(step)) continue;
    const overlap = Math.min(second + binSeconds, fault.from + fault.seconds) - Math.max(second, fault.from);
    if (overlap > 0) fine *= 1 - fault.share * (overlap / binSeconds);
  }
  return 1 - fine;
}

/** A rolling deploy: one instance in twenty answers with errors for a minute. */
export function deploys({ workflow, deploysAWeek = 0, quietSeconds, watchSeconds }: Scenario, chance: Chance): Fault[] {
  if (deploysAWeek === 0) return [];
  const apart = (7 * day) / deploysAWeek;
  const count = Math.floor((quietSeconds + watchSeconds) / apart);
  const steps = workflow.steps.map(({ id }) => id);
  return Array.from({ length: count }, (_, index) => ({
    steps: [steps[index % steps.length] ?? ''],
    share: 0.05,
    from: (index + chance.next()) * apart - quietSeconds,
    seconds: 60,
  }));
}
