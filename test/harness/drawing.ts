import type { World } from '@tocsin/app';
import { type awsClients, type Config, cloudWatchSeries, postponeTask, s3Drafts } from '@tocsin/aws';
import { slackHistory } from '@tocsin/slack';
import type { Drafting } from '../../functions/drafting.ts';
import { credentials } from '../../packages/workbench/src/people.ts';

/** What the function that draws up drafts is made of, over the embedded AWS and a clock that is advanced. */
export function drawing(
  world: World,
  { config, clients }: { readonly config: Config<'respond'>; readonly clients: ReturnType<typeof awsClients> },
): Drafting {
  const { clock, catalog, log } = world;
  const { filesBucket: bucket = '', draftQueueUrl: queueUrl = '', slackApiUrl: apiUrl = '' } = config;
  return {
    world: {
      ...world,
      history: slackHistory({ token: credentials.token, apiUrl, now: clock.now }),
      drafts: s3Drafts({ client: clients.objects, bucket }),
      series: cloudWatchSeries({ client: clients.metrics, stage: 'test', region: 'us-east-1', catalog, log }),
    },
    postpone: (receiptHandle, afterMs) =>
      postponeTask({ client: clients.queues(), queueUrl }, { receiptHandle, afterMs }),
  };
}
