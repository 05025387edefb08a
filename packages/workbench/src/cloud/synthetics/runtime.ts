import type { Clock } from '../clock.ts';
import type { CanaryScript, CanaryStep } from './run.ts';

/** What a canary without a browser uses of `synthetics` from '@aws/synthetics-playwright', which exists only in AWS. */
export interface SyntheticsRuntime {
  /** Runs a step, notes how it went, and throws what it threw. */
  executeStep<Value>(name: string, act: () => Promise<Value>): Promise<Value>;
}

/**
 * A script from the very handler that is deployed: it is given a runtime that notes its steps. A handler that throws, or
 * that swallowed a step's failure, makes a failed run.
 *
 * @example
 * synthetics.start({ name, everyMs, script: scriptOf(clock, (synthetics) => syntheticsHandler({ synthetics, … })) });
 */
export function scriptOf(
  clock: Pick<Clock, 'now'>,
  handlerFor: (runtime: SyntheticsRuntime) => () => Promise<unknown>,
): CanaryScript {
  return async () => {
    const steps: CanaryStep[] = [];
    const runtime: SyntheticsRuntime = {
      async executeStep(name, act) {
        const startedAt = clock.now().toISOString();
        const note = (ended: Pick<CanaryStep, 'status' | 'reason'>) =>
          steps.push({ name, startedAt, endedAt: clock.now().toISOString(), ...ended });
        try {
          const value = await act();
          note({ status: 'passed' });
          return value;
        } catch (error) {
          note({ status: 'failed', reason: textOf(error) });
          throw error;
        }
      },
    };
    try {
      await handlerFor(runtime)();
    } catch (error) {
      return { ok: false, steps, error: textOf(error) };
    }
    return { ok: steps.every((step) => step.status === 'passed'), steps };
  };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
