import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { workflows } from '@tocsin/catalog';
import { alarmSpecs, canaryName, type Workflow } from '@tocsin/workflow';
import { type Canary, type CanaryRuntime, type Cloud, startCanaryRuntime } from './cloud/index.ts';
import { ensureCanariesBuilt } from './functions.ts';
import { stage } from './stage.ts';

export interface Canaries {
  readonly all: readonly Canary[];
  stop(): Promise<void>;
}

/**
 * Deploys what derives from the catalog: a canary a workflow that runs every minute of the clock, from the archive that is
 * deployed, and the alarms. The canaries run once before the alarms are there, for an alarm that takes silence for failure
 * would fire at once.
 */
export async function startCanaries(cloud: Cloud, environment: Readonly<Record<string, string>>): Promise<Canaries> {
  const folder = await ensureCanariesBuilt();
  const runtimes: CanaryRuntime[] = [];
  const stop = async () => void (await Promise.all(runtimes.map((runtime) => runtime.stop())));
  try {
    const all: Canary[] = [];
    for (const workflow of workflows) {
      const archive = await readFile(path.join(folder, `${workflow.id}.zip`));
      // A minute is shorter here, and so is the time in which a failure must be confirmed.
      const pace = { TOCSIN_CANARY_CONFIRM_MS: `${(workflow.canary.confirmMs * cloud.minuteMs) / 60_000}` };
      const runtime = await startCanaryRuntime({
        archive,
        environment: { ...cloud.environment, ...environment, ...pace },
      });
      runtimes.push(runtime);
      all.push(startCanary(cloud, workflow, runtime));
    }
    await Promise.all(all.map((canary) => canary.runNow()));
    for (const spec of workflows.flatMap((workflow) => alarmSpecs(workflow, { stage }))) cloud.alarms.put(spec);
    return { all, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function startCanary(cloud: Cloud, workflow: Workflow, { script }: CanaryRuntime): Canary {
  return cloud.synthetics.start({
    name: canaryName({ stage, workflow: workflow.id }),
    everyMs: cloud.minuteMs,
    timeoutMs: 20_000,
    script,
  });
}
