import { bedrockRewriter, cloudWatchSeries, postponeTask, s3Drafts, signedCalls, syntheticsRuns } from '@tocsin/aws';
import { slackHistory } from '@tocsin/slack';
import type { Drafting } from './drafting.ts';
import { catalogRunbooks } from './runbooks.ts';
import { coreWorld, peopleOf } from './world.ts';

/** What is on record: the timeline, the channel, the canaries' metrics; and where a draft is kept. */
export async function draftingWorld(): Promise<Drafting> {
  const { world, clients, config } = await coreWorld('draft');
  const { slackBotToken: token, slackApiUrl: apiUrl, filesBucket: bucket, draftQueueUrl: queueUrl, stage } = config;
  const { clock, catalog, log } = world;
  const { rewriteModel, showPeople } = config;
  const call = signedCalls(clients.metrics);
  const region = process.env['AWS_REGION'] ?? '';
  return {
    world: {
      ...world,
      people: peopleOf(world, clients, config, { timeoutMs: 5_000 }),
      history: slackHistory({ token, ...(apiUrl === undefined ? {} : { apiUrl }), now: clock.now }),
      drafts: s3Drafts({ client: clients.objects, bucket }),
      series: cloudWatchSeries({ client: clients.metrics, stage, region, catalog, log }),
      canaryRuns: syntheticsRuns({ call, stage, region, catalog, log }),
      runbooks: catalogRunbooks(process.env),
      showPeople: showPeople === 'roles' ? 'roles' : 'names',
      ...(rewriteModel === undefined ? {} : { rewriter: bedrockRewriter({ call, model: rewriteModel }) }),
    },
    postpone: (receiptHandle, afterMs) =>
      postponeTask({ client: clients.queues(), queueUrl }, { receiptHandle, afterMs }),
  };
}
