import { rememberingPeople, type World } from '@tocsin/app';
import type { DraftWorld } from '@tocsin/app/drafting';
import {
  type awsClients,
  type Config,
  cloudWatchSeries,
  dynamoPeople,
  postponeTask,
  s3Drafts,
  signedCalls,
  syntheticsRuns,
} from '@tocsin/aws';
import { slackDirectory, slackHistory } from '@tocsin/slack';
import type { Drafting } from '../../functions/drafting.ts';
import { credentials } from '../../packages/workbench/src/people.ts';

const place = { stage: 'test', region: 'us-east-1' };

/** What the function that draws up drafts is made of, over the embedded AWS and a clock that is advanced. */
export function drawing(
  world: World,
  {
    config,
    clients,
    around = (plain) => plain,
  }: {
    readonly config: Config<'respond'>;
    readonly clients: ReturnType<typeof awsClients>;
    readonly around?: ((world: DraftWorld) => DraftWorld) | undefined;
  },
): Drafting {
  const { clock, catalog, log } = world;
  const { filesBucket: bucket = '', draftQueueUrl: queueUrl = '', slackApiUrl: apiUrl = '' } = config;
  return {
    world: around({
      ...world,
      people: rememberingPeople({
        directory: slackDirectory({ token: credentials.token, apiUrl, now: clock.now, timeoutMs: 5_000 }),
        memory: dynamoPeople({ client: clients.documents(), table: config.table }),
        clock,
        log,
      }),
      history: slackHistory({ token: credentials.token, apiUrl, now: clock.now }),
      drafts: s3Drafts({ client: clients.objects, bucket }),
      series: cloudWatchSeries({ client: clients.metrics, ...place, catalog, log }),
      canaryRuns: syntheticsRuns({ call: signedCalls(clients.metrics), ...place, catalog, log }),
    }),
    postpone: (receiptHandle, afterMs) =>
      postponeTask({ client: clients.queues(), queueUrl }, { receiptHandle, afterMs }),
  };
}
