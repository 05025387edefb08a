import { type OwnResources, ownAlarms } from '@tocsin/workflow';
import { metricAlarm } from './alarms.ts';
import { dashboardBody } from './dashboard.ts';
import type { Functions } from './functions.ts';
import type { Messaging } from './messaging.ts';

/** The alarms on Tocsin itself, which go to the page topic without passing through Tocsin, and its dashboard. */
export function health({ messaging, functions }: { messaging: Messaging; functions: Functions }): void {
  const stage = $app.stage;
  const { intake, respond, look, act, draft, deadLetters } = messaging;
  const queueNames = (queues: Record<string, sst.aws.Queue>) => mapped(queues, (queue) => queue.nodes.queue.name);
  const resources = {
    queues: queueNames({ intake, respond, look, act, draft }),
    deadLetters: queueNames(deadLetters),
    functions: mapped(functions, (fn) => fn.name),
  };
  // Names are known once there is something to be called; what is transcribed here may be an output like any other input.
  for (const spec of ownAlarms({ stage, ...(resources as unknown as Omit<OwnResources, 'stage'>) })) {
    const what = spec.name.split('/').at(-1) ?? '';
    const resource = what.replace(/(^|-)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase());
    metricAlarm(`${resource}Alarm`, spec, messaging.pages.arn);
  }

  const place = {
    region: aws.getRegionOutput().region,
    partition: aws.getPartitionOutput().partition,
    account: aws.getCallerIdentityOutput().accountId,
  };
  new aws.cloudwatch.Dashboard('Dashboard', {
    dashboardName: `${$app.name}-${stage}`,
    dashboardBody: $output({ ...resources, place }).apply(({ place: { region, partition, account }, ...names }) =>
      JSON.stringify(
        dashboardBody(
          { stage, ...names },
          { region, alarmArn: (name) => `arn:${partition}:cloudwatch:${region}:${account}:alarm:${name}` },
        ),
      ),
    ),
  });
}

const mapped = <One>(all: Record<string, One>, nameOf: (one: One) => $util.Output<string>) =>
  Object.fromEntries(Object.entries(all).map(([key, one]) => [key, nameOf(one)]));
