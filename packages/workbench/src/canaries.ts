import { type Datapoint, syntheticsHandler } from '@tocsin/canary';
import { workflows } from '@tocsin/catalog';
import { checks } from '@tocsin/catalog/checks';
import { alarmSpecs, canaryName, type Workflow } from '@tocsin/workflow';
import { type Canary, type Cloud, scriptOf } from './cloud/index.ts';
import { stage } from './stage.ts';

/**
 * Deploys what derives from the catalog: a canary a workflow that runs every minute of the clock, and the alarms. The
 * canaries run once before the alarms are there, for an alarm that takes silence for failure would fire at once.
 */
export async function startCanaries(cloud: Cloud, environment: Readonly<Record<string, string>>): Promise<Canary[]> {
  const canaries = workflows.map((workflow) => startCanary(cloud, workflow, environment));
  await Promise.all(canaries.map((canary) => canary.runNow()));
  for (const spec of workflows.flatMap((workflow) => alarmSpecs(workflow, { stage }))) cloud.alarms.put(spec);
  return canaries;
}

function startCanary(cloud: Cloud, workflow: Workflow, environment: Readonly<Record<string, string>>): Canary {
  const own = checks[workflow.id];
  if (!own) throw new Error(`the catalog has no checks of workflow "${workflow.id}": list them in its checks.ts`);
  const putMetrics = async (datapoints: readonly Datapoint[]) => {
    for (const datapoint of datapoints) cloud.metrics.put({ ...datapoint, at: new Date(datapoint.at) });
  };
  const clock = { now: () => cloud.clock.now().getTime() };
  return cloud.synthetics.start({
    name: canaryName({ stage, workflow: workflow.id }),
    everyMs: cloud.minuteMs,
    timeoutMs: 20_000,
    script: scriptOf(cloud.clock, (synthetics) =>
      syntheticsHandler({ workflow, checks: own, environment, synthetics, putMetrics, clock }),
    ),
  });
}
