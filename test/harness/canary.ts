import { workflows } from '@tocsin/catalog';
import { canaryName } from '@tocsin/workflow';
import type { CanaryStep } from '../../packages/workbench/src/cloud/index.ts';
import type { Tocsin } from './tocsin.ts';

/** Which step of a run fails and with what words; the steps behind it are not tried. */
export interface Failing {
  readonly step: string;
  readonly because: string;
}

/**
 * A workflow's canary runs once and tells what it saw as Synthetics does: metrics, a report in S3, an event. The event is
 * taken in when this returns.
 */
export async function canaryRuns(tocsin: Tocsin, workflow: string, failing?: Failing): Promise<void> {
  const { cloud, clock } = tocsin;
  const name = canaryName({ stage: 'test', workflow });
  const steps = workflows.find(({ id }) => id === workflow)?.steps.map(({ id }) => id) ?? [];
  const canary = cloud.synthetics.start({
    name,
    everyMs: 24 * 3_600_000,
    script: async () => {
      const at = clock.now().toISOString();
      const reached = failing ? steps.slice(0, steps.indexOf(failing.step) + 1) : steps;
      const seen = reached.map((step): CanaryStep => {
        const ran = { name: step, startedAt: at, endedAt: at };
        return step === failing?.step
          ? { ...ran, status: 'failed', reason: failing.because }
          : { ...ran, status: 'passed' };
      });
      return { ok: failing === undefined, steps: seen };
    },
  });
  await canary.runNow();
  canary.stop();
  await tocsin.settled();
}
