import { degradedMetric, failureText, type Step, type StepResult } from '@tocsin/workflow';
import type { OpenPage } from './probes/browser.ts';
import { type CanaryOptions, type CanaryRun, walk } from './run-canary.ts';

/** What is used of `synthetics` from '@aws/synthetics-playwright'; handed in, since it exists only in its runtime. */
export interface Synthetics {
  executeStep<Value>(name: string, act: () => Promise<Value>): Promise<Value>;
  launch?(): Promise<unknown>;
  newPage?(browser: unknown): Promise<OpenPage['page']>;
  close?(): Promise<void>;
}

/** A datapoint in CloudWatch's terms. */
export interface Datapoint {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface SyntheticsOptions extends Omit<CanaryOptions, 'clock' | 'openPage' | 'signal'> {
  readonly synthetics: Synthetics;
  readonly putMetric: (datapoint: Datapoint) => Promise<void>;
  readonly clock?: CanaryOptions['clock'];
}

/** The run as a whole failed; its text is what the report and the canary event show. */
export class CanaryFailed extends Error {
  readonly code = 'canary-failed';
  readonly run: CanaryRun;
  constructor(text: string, run: CanaryRun) {
    super(text);
    this.name = 'CanaryFailed';
    this.run = run;
  }
}

/**
 * The same checks inside CloudWatch Synthetics. Each step goes through `executeStep`, so that its metrics and its place
 * in the report exist; a blocked step does not, so that it has no datapoint. Each soft dependency that was probed gets a
 * datapoint of `degradedMetric`: 1 when it let its step down, 0 when it did not. One that was not reached, because its
 * step failed before, gets none: nothing is known of it.
 *
 * @returns the canary's handler; it throws CanaryFailed at the end when a step failed
 * @example
 * import { synthetics } from '@aws/synthetics-playwright';
 * export const handler = syntheticsHandler({ workflow, checks, environment: process.env, synthetics, putMetric });
 */
export function syntheticsHandler(options: SyntheticsOptions): () => Promise<CanaryRun> {
  const { workflow, synthetics, putMetric, clock = Date } = options;
  return async () => {
    let browser: unknown;
    const openPage = async (): Promise<OpenPage> => {
      if (!synthetics.launch || !synthetics.newPage) throw new Error('this Synthetics runtime has no browser');
      browser ??= await synthetics.launch();
      const page = await synthetics.newPage(browser);
      return { page, close: () => page.close() };
    };
    const run = await walk({ ...options, clock, openPage }, async (step, act) => {
      const result = await executed(synthetics, step, act, clock);
      await Promise.all(
        datapointsOf(workflow.id, step, result).map((datapoint) =>
          putMetric(datapoint).catch((error: unknown) => {
            // A lost datapoint shows as missing data on its alarm; it must not turn a sound run into a failed one.
            console.error(`metric ${datapoint.name} of step ${step.id} was not put`, error);
          }),
        ),
      );
      return result;
    }).finally(async () => {
      if (browser !== undefined) await synthetics.close?.();
    });
    const failed = run.results.find((result) => result.status === 'failed');
    if (failed) throw new CanaryFailed(`${textOf(failed)} for step: ${failed.step}`, run);
    return run;
  };
}

async function executed(
  synthetics: Synthetics,
  step: Step,
  act: () => Promise<StepResult>,
  clock: CanaryOptions['clock'],
): Promise<StepResult> {
  const startedAt = clock.now();
  let result: StepResult | undefined;
  try {
    await synthetics.executeStep(step.id, async () => {
      result = await act();
      if (result.status === 'failed') throw new Error(textOf(result));
    });
  } catch (error) {
    if (result?.status !== 'failed') {
      // The runtime failed, not the check: Synthetics counts the step as failed, so it is told as such.
      result = {
        step: step.id,
        status: 'failed',
        startedAt: new Date(startedAt).toISOString(),
        durationMs: clock.now() - startedAt,
        reason: `CloudWatch Synthetics could not run the step: ${error instanceof Error ? error.message : String(error)}`,
        degraded: result?.degraded ?? [],
        evidence: result?.evidence ?? [],
      };
    }
  }
  if (!result) throw new Error(`executeStep of step "${step.id}" ended without running it`);
  return result;
}

const textOf = (result: StepResult) => failureText(result.dependency, result.reason ?? 'failed');

function datapointsOf(workflow: string, step: Step, result: StepResult): Datapoint[] {
  return step.needs.flatMap(({ kind, dependency }): Datapoint[] => {
    if (kind !== 'soft') return [];
    const degraded = result.degraded.some((one) => one.dependency === dependency.id);
    if (result.status !== 'passed' && !degraded) return [];
    const dimensions = { Workflow: workflow, Step: step.id, Dependency: dependency.id };
    return [{ ...degradedMetric, dimensions, value: degraded ? 1 : 0 }];
  });
}
