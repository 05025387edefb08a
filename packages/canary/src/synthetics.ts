import {
  deadMetric,
  degradedMetric,
  failedMetric,
  failureText,
  measuredOf,
  type Step,
  type StepResult,
} from '@tocsin/workflow';
import type { Tried } from './confirm.ts';
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
  /** When the step that it tells of ended, ms since 1970. */
  readonly at: number;
}

export interface SyntheticsOptions extends Omit<CanaryOptions, 'clock' | 'openPage' | 'signal'> {
  readonly synthetics: Synthetics;
  /** Whose canary it is: stages share an account, not their metrics. */
  readonly stage: string;
  /** Called once a run, with all there is to put. */
  readonly putMetrics: (datapoints: readonly Datapoint[]) => Promise<void>;
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
 * in the report exist; a blocked step does not, so that it has no datapoint. Beside those of Synthetics there are datapoints
 * of Tocsin's own (packages/workflow/src/alarms/metrics.ts), 1 or 0: whether the first try of a step failed, whether the
 * last one did, and whether a soft dependency let its step down. What was not reached gets none: nothing is known of it.
 *
 * Pages that a step opened stay open until it has ended, so that Synthetics can take its picture of a failed one.
 *
 * @returns what runs the canary once; it throws CanaryFailed at the end when a step failed
 * @example
 * import { synthetics } from '@aws/synthetics-playwright';
 * const run = syntheticsHandler({ workflow, checks, environment: process.env, stage, synthetics, putMetrics });
 */
export function syntheticsHandler(options: SyntheticsOptions): () => Promise<CanaryRun> {
  const { workflow, stage, synthetics, putMetrics, clock = Date } = options;
  return async () => {
    const browser = browserOf(synthetics);
    const datapoints: Datapoint[] = [];
    const run = await walk({ ...options, clock, openPage: browser.openPage }, async (step, act) => {
      const tried = await executed(synthetics, step, act, clock);
      await browser.closePages();
      datapoints.push(...datapointsOf({ stage, workflow: workflow.id }, step, tried, clock.now()));
      return tried.result;
    }).finally(() => browser.close());
    const stumbled = datapoints.some(({ name, value }) => name === failedMetric.name && value === 1);
    const ofRun = { ...failedMetric, dimensions: measuredOf({ stage, workflow: workflow.id }) };
    datapoints.push({ ...ofRun, value: stumbled ? 1 : 0, at: clock.now() });
    await putMetrics(datapoints).catch((error: unknown) => {
      // Lost datapoints show as missing data on their alarms; they must not turn a sound run into a failed one.
      console.error(`${datapoints.length} datapoints of ${workflow.id} were not put`, error);
    });
    const failed = run.results.find((result) => result.status === 'failed');
    if (failed) throw new CanaryFailed(`${textOf(failed)} for step: ${failed.step}`, run);
    // No step is to blame, and nobody knows whether those that were not reached work.
    const late = run.results.find((result) => result.status === 'blocked');
    if (late) throw new CanaryFailed(`${late.reason} before step "${late.step}"`, run);
    return run;
  };
}

/** The runtime's browser, launched for the first page that a probe asks for. */
function browserOf(synthetics: Synthetics) {
  let browser: unknown;
  let pages: OpenPage['page'][] = [];
  return {
    async openPage(): Promise<OpenPage> {
      if (!synthetics.launch || !synthetics.newPage) throw new Error('this Synthetics runtime has no browser');
      browser ??= await synthetics.launch();
      const page = await synthetics.newPage(browser);
      pages.push(page);
      return { page, close: async () => {} };
    },
    async closePages(): Promise<void> {
      const open = pages;
      pages = [];
      // A page that cannot be closed goes with its browser.
      await Promise.all(open.map((page) => page.close().catch(() => {})));
    },
    async close(): Promise<void> {
      if (browser !== undefined) await synthetics.close?.();
    },
  };
}

async function executed(
  synthetics: Synthetics,
  step: Step,
  act: () => Promise<Tried>,
  clock: CanaryOptions['clock'],
): Promise<Tried> {
  const startedAt = clock.now();
  let tried: Tried | undefined;
  try {
    await synthetics.executeStep(step.id, async () => {
      tried = await act();
      if (tried.result.status === 'failed') throw new Error(textOf(tried.result));
    });
  } catch (error) {
    const result = tried?.result;
    if (result?.status !== 'failed') {
      // The runtime failed, not the check: Synthetics counts the step as failed, so it is told as such.
      const failed: StepResult = {
        step: step.id,
        status: 'failed',
        startedAt: new Date(startedAt).toISOString(),
        durationMs: clock.now() - startedAt,
        reason: `CloudWatch Synthetics could not run the step: ${error instanceof Error ? error.message : String(error)}`,
        degraded: result?.degraded ?? [],
        evidence: result?.evidence ?? [],
      };
      return { result: failed, stumbled: true };
    }
  }
  if (!tried) throw new Error(`executeStep of step "${step.id}" ended without running it`);
  return tried;
}

const textOf = (result: StepResult) => failureText(result.dependency, result.reason ?? 'failed');

function datapointsOf(
  about: { readonly stage: string; readonly workflow: string },
  step: Step,
  { result, stumbled }: Tried,
  at: number,
): Datapoint[] {
  const subject = { ...about, step: step.id };
  const ofStep = measuredOf(subject);
  const soft = step.needs.flatMap(({ kind, dependency }): Datapoint[] => {
    if (kind !== 'soft') return [];
    const degraded = result.degraded.some((one) => one.dependency === dependency.id);
    if (result.status !== 'passed' && !degraded) return [];
    return [
      {
        ...degradedMetric,
        dimensions: measuredOf({ ...subject, dependency: dependency.id }),
        value: degraded ? 1 : 0,
        at,
      },
    ];
  });
  return [
    { ...failedMetric, dimensions: ofStep, value: stumbled ? 1 : 0, at },
    { ...deadMetric, dimensions: ofStep, value: result.status === 'failed' ? 1 : 0, at },
    ...soft,
  ];
}
