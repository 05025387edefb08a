import { ancestorsOf, inOrder, type StepResult, type Workflow } from '@tocsin/workflow';
import type { Chance } from './chance.ts';
import { deploys, noiseOf } from './requests.ts';
import type { Fault, Scenario } from './scenario.ts';

/** How a try of one step went. */
export interface Tried {
  readonly step: string;
  /** Seconds since the fault, when the step was over. */
  readonly at: number;
  readonly failedFirst: boolean;
  /** It failed, and failed again for as long as it was tried. */
  readonly dead: boolean;
  readonly dependency?: string;
  readonly degraded?: string;
}

/** One run of one canary. */
export interface Run {
  readonly twin: boolean;
  readonly from: number;
  readonly to: number;
  readonly tried: readonly Tried[];
}

/** How long a check takes, and how long after a failure it is tried again, in seconds. */
const checkSeconds = [0.2, 0.8] as const;
const again = 2.5;
/** Synthetics starts a run within a second of its minute. */
const jitterSeconds = 1;

/** The runs of a workflow's canaries: each minute, a twin half a minute behind, from the first step to where it gets. */
export function runsOf(scenario: Scenario, chance: Chance): Run[] {
  const { workflow, quietSeconds, watchSeconds, canaryStops } = scenario;
  const begins = -quietSeconds + chance.between(0, 60);
  const ends = canaryStops ? 0 : watchSeconds;
  const walk = walkOf(scenario, chance);
  const canaries = workflow.canary.twin ? [false, true] : [false];
  return canaries
    .flatMap((twin) => {
      const runs: Run[] = [];
      for (let from = begins + (twin ? 30 : 0); from < ends; from += 60)
        runs.push(walk(from + chance.between(0, jitterSeconds), twin));
      return runs;
    })
    .sort((a, b) => a.to - b.to);
}

function walkOf(scenario: Scenario, chance: Chance): (from: number, twin: boolean) => Run {
  const steps = inOrder(scenario.workflow.steps);
  const behind = new Map(steps.map(({ id }) => [id, ancestorsOf(steps, id)]));
  const noise = noiseOf(scenario);
  const faults = [...scenario.faults, ...deploys(scenario, chance)];
  const confirmSeconds = scenario.workflow.canary.confirmMs / 1000;
  return (from, twin) => {
    const tried: Tried[] = [];
    let at = from;
    for (const { id } of steps) {
      if (tried.some(({ step, dead }) => dead && behind.get(id)?.has(step))) continue;
      at += chance.between(...checkSeconds);
      const failedFirst = fails(faults, { step: id, at, noise, chance });
      const until = at + confirmSeconds;
      let dead = failedFirst;
      while (dead && at < until) {
        at = Math.min(until, at + again);
        dead = fails(faults, { step: id, at, noise, chance });
      }
      const fault = faults.find((one) => covers(one, id, at));
      tried.push({
        step: id,
        at,
        failedFirst,
        dead,
        ...(dead && fault?.dependency ? { dependency: fault.dependency } : {}),
        ...(!dead && fault?.soft ? { degraded: fault.soft } : {}),
      });
    }
    return { twin, from, to: at + 0.5, tried };
  };
}

interface Try {
  readonly step: string;
  readonly at: number;
  readonly noise: number;
  readonly chance: Chance;
}

function fails(faults: readonly Fault[], { step, at, noise, chance }: Try): boolean {
  if (chance.next() < noise) return true;
  return faults.some((fault) => fault.soft === undefined && covers(fault, step, at) && chance.next() < fault.share);
}

const covers = ({ steps, from, seconds }: Fault, step: string, at: number): boolean =>
  steps.includes(step) && at >= from && at < from + seconds;

/** What the report of a run says of every step, as intake reads it. */
export function resultsOf({ tried, from }: Run, workflow: Workflow, toIso: (second: number) => string): StepResult[] {
  return inOrder(workflow.steps).map(({ id }): StepResult => {
    const found = tried.find(({ step }) => step === id);
    const common = { step: id, startedAt: toIso(from), durationMs: 500, evidence: [] };
    if (found === undefined) return { ...common, status: 'blocked', degraded: [] };
    const { dead, dependency, degraded } = found;
    return {
      ...common,
      status: dead ? 'failed' : 'passed',
      ...(dead ? { reason: 'HTTP 503' } : {}),
      ...(dependency === undefined ? {} : { dependency }),
      degraded: degraded === undefined ? [] : [{ dependency: degraded, reason: 'HTTP 503' }],
    };
  });
}
