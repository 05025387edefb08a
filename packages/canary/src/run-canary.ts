import { ancestorsOf, DeclarationError, inOrder, type Step, type StepResult, type Workflow } from '@tocsin/workflow';
import { confirmed, type Tried } from './confirm.ts';
import { createContext, type Environment } from './context.ts';
import type { Checks } from './define-checks.ts';
import { createMask, type Mask, masked } from './mask.ts';
import type { OpenPage } from './probes/browser.ts';
import { runStep } from './run-step.ts';
import { type Clock, realTimer, type Timer } from './timer.ts';

export interface CanaryOptions {
  readonly workflow: Workflow;
  readonly checks: Checks;
  /** Values the checks read, such as `BASE_URL`. */
  readonly environment: Environment;
  /** Values of the secrets that the checks need, by name. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly clock: Clock;
  /** What waits for limits and retries; the process's own timers when left out. */
  readonly timer?: Timer;
  /**
   * When the run must be over, ms since 1970. A step then has what is left of the time, and one that finds none is not
   * tried: a run that is cut off from outside would name no step at all.
   */
  readonly deadline?: number;
  /**
   * A failed step is tried again for so long, ms, before it counts: what is over sooner pages nobody. Not at all when left
   * out.
   */
  readonly confirmMs?: number;
  /** Stops the run, which then rejects with the signal's reason: a stopped run has no result. */
  readonly signal?: AbortSignal;
  readonly openPage?: () => Promise<OpenPage>;
  /** What keeps secrets out of the results; one of the run's own when left out. */
  readonly mask?: Mask;
}

export interface CanaryRun {
  readonly workflow: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly completedAt: string;
  /** No step failed; steps may be degraded. */
  readonly ok: boolean;
  /** One for each step, in the order of the graph. */
  readonly results: readonly StepResult[];
}

/**
 * Runs a workflow's checks in the order of its graph. Steps behind a failed one are blocked; those of other branches
 * still run. Each step has its own time limit.
 *
 * @example
 * const run = await runCanary({ workflow, checks, environment: { BASE_URL: 'https://viewer.example' }, clock: Date });
 * const failing = run.results.find((result) => result.status === 'failed');
 */
export async function runCanary(options: CanaryOptions): Promise<CanaryRun> {
  return walk(options, async (_step, run) => (await run()).result);
}

/** How a step is run: as it is, or wrapped in `executeStep` of CloudWatch Synthetics. */
export type Execute = (step: Step, run: () => Promise<Tried>) => Promise<StepResult>;

export async function walk(options: CanaryOptions, execute: Execute): Promise<CanaryRun> {
  const { workflow, checks, environment, clock, timer = realTimer, signal, openPage } = options;
  if (checks.workflow !== workflow.id) {
    throw new DeclarationError(`The canary of workflow "${workflow.id}"`, [
      {
        place: 'checks',
        problem: `these are the checks of "${checks.workflow}"`,
        mend: `Pass the checks defined for "${workflow.id}".`,
      },
    ]);
  }
  const mask = options.mask ?? createMask();
  const { needs } = checks;
  const { deadline = Number.POSITIVE_INFINITY, confirmMs = 0 } = options;
  const never = new AbortController().signal;
  const run = createContext(environment, clock, { secrets: options.secrets, declared: needs.environment, mask });
  const startedAt = clock.now();
  const results: StepResult[] = [];
  for (const step of inOrder(workflow.steps)) {
    signal?.throwIfAborted();
    const behind = ancestorsOf(workflow.steps, step.id);
    const failed = results.find((result) => result.status === 'failed' && behind.has(result.step));
    if (failed) {
      results.push(blocked(step, `not tried: it stands on "${failed.step}", which failed`, clock));
      continue;
    }
    if (clock.now() >= deadline) {
      results.push(blocked(step, outOfTime, clock));
      continue;
    }
    const probes = checks.steps[step.id] ?? [];
    const once = async () => {
      const timeoutMs = Math.min(step.timeoutMs, Math.max(deadline - clock.now(), 1));
      const tools = { run, timer, signal, openPage };
      return masked(await runStep({ step: { ...step, timeoutMs }, probes, ...tools }), mask);
    };
    const act = () => confirmed(once, { confirmMs, until: deadline, clock, timer, signal: signal ?? never });
    results.push(await execute(step, act));
  }
  return {
    workflow: workflow.id,
    startedAt: new Date(startedAt).toISOString(),
    completedAt: new Date(clock.now()).toISOString(),
    ok: results.every((result) => result.status === 'passed'),
    results,
  };
}

export const outOfTime = "not tried: the run's time was over";

function blocked(step: Step, reason: string, clock: Clock): StepResult {
  return {
    step: step.id,
    status: 'blocked',
    startedAt: new Date(clock.now()).toISOString(),
    durationMs: 0,
    reason,
    degraded: [],
    evidence: [],
  };
}
