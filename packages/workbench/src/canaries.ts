import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { workflows } from '@tocsin/catalog';
import { alarmSpecs, canaryNames, canarySchedule } from '@tocsin/workflow';
import { type Canary, type CanaryRuntime, type Cloud, startCanaryRuntime } from './cloud/index.ts';
import { ensureCanariesBuilt } from './functions.ts';
import { stage } from './stage.ts';

export interface Canaries {
  readonly all: readonly Canary[];
  stop(): Promise<void>;
}

/**
 * Deploys what derives from the catalog: a canary a workflow that runs every minute of the clock, half a minute behind it
 * a twin where one is wanted, from the archive that is deployed, and the alarms. The canaries run once before the alarms are there, for an alarm that takes silence for failure
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
      const own = {
        TOCSIN_STAGE: stage,
        TOCSIN_CANARY_CONFIRM_MS: `${(workflow.canary.confirmMs * cloud.minuteMs) / 60_000}`,
      };
      for (const [index, name] of canaryNames(workflow, { stage }).entries()) {
        const runtime = await startCanaryRuntime({
          archive,
          environment: { ...cloud.environment, ...environment, ...own },
        });
        runtimes.push(runtime);
        all.push(
          startCanary(
            cloud,
            { name, schedule: canarySchedule(workflow), behindMs: (index * cloud.minuteMs) / 2 },
            runtime,
          ),
        );
      }
    }
    await Promise.all(all.map((canary) => canary.runNow()));
    for (const spec of workflows.flatMap((workflow) => alarmSpecs(workflow, { stage }))) cloud.alarms.put(spec);
    return { all, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function startCanary(
  cloud: Cloud,
  about: { readonly name: string; readonly schedule: string; readonly behindMs: number },
  { script }: CanaryRuntime,
): Canary {
  return cloud.synthetics.start({
    ...about,
    everyMs: cloud.minuteMs,
    timeoutMs: 20_000,
    script,
  });
}
