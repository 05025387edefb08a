import { type TaskKind, type World, walkResults } from '@tocsin/app';
import { type awsClients, type Config, dynamoTasks, postponeTask } from '@tocsin/aws';
import { awsActs, awsChecks, guardedHttp, runbookClients } from '@tocsin/runbook-aws';
import type { Tasking } from '../../functions/tasks.ts';

/** What the functions that look and act are made of, over the embedded AWS and a clock that is advanced. */
export async function tasking(
  world: World,
  {
    config,
    clients,
    kind,
  }: { readonly config: Config<'respond'>; readonly clients: ReturnType<typeof awsClients>; readonly kind: TaskKind },
): Promise<Tasking> {
  const { policy } = await world.runbooks.load();
  const { credentials, region = 'us-east-1' } = { ...config.aws, region: process.env['AWS_REGION'] };
  const { now } = world.clock;
  const about = {
    clients: runbookClients({ region, ...(credentials === undefined ? {} : { credentials }) }),
    region,
    ask: guardedHttp({ internal: policy.internal ?? [] }, now),
    stage: 'test',
    now,
    sleep: async () => {},
  };
  const queueUrl = (kind === 'look' ? config.lookQueueUrl : config.actQueueUrl) ?? '';
  return {
    world: {
      tasks: dynamoTasks({ client: clients.documents(), table: config.table }),
      checks: awsChecks(about),
      acts: awsActs(about),
      results: walkResults(world),
      policy,
      clock: world.clock,
      log: world.log,
    },
    postpone: (receiptHandle, afterMs) =>
      postponeTask({ client: clients.queues(), queueUrl }, { receiptHandle, afterMs }),
  };
}
