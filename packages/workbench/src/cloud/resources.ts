import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { localPlace } from './aws.ts';
import type { Clock } from './clock.ts';
import { type Messaging, startMessaging } from './messaging.ts';
import { type Storage, startStorage } from './storage.ts';

/** The queues, topic and bucket of a stage, by the names they have here. */
export const resourceNames = {
  intake: 'intake',
  intakeDeadLetters: 'intake-dead',
  respond: 'respond.fifo',
  respondDeadLetters: 'respond-dead.fifo',
  look: 'look.fifo',
  act: 'act.fifo',
  tasksDeadLetters: 'tasks-dead.fifo',
  draft: 'draft.fifo',
  draftDeadLetters: 'draft-dead.fifo',
  pages: 'pages',
  pagesSeen: 'pages-seen',
  files: 'tocsin-files',
  artifacts: `cw-syn-results-${localPlace.account}-${localPlace.region}`,
} as const;

export type QueueName =
  | 'look'
  | 'act'
  | 'tasksDeadLetters'
  | 'draft'
  | 'draftDeadLetters'
  | 'intake'
  | 'intakeDeadLetters'
  | 'respond'
  | 'respondDeadLetters'
  | 'pagesSeen';

/** What is there before any function is: enough to build handlers from. */
export interface Resources {
  readonly storage: Storage;
  readonly messaging: Messaging;
  readonly urls: { readonly intake: string; readonly respond: string };
  readonly pagesTopicArn: string;
  readonly artifactBucket: string;
  readonly filesBucket: string;
  /** Variables under which the built functions find all this: endpoints, region, table, queue. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface ResourcesSpec {
  readonly tables: readonly CreateTableCommandInput[];
  /** A folder to keep the tables in; without it they are in memory. */
  readonly dataPath?: string;
  /** Of both queues. Default 30. */
  readonly visibilitySeconds?: number;
  /** Receives before a message goes to the dead letters. Default 5. */
  readonly maxReceiveCount?: number;
}

/** Starts them; what stops them is put behind `stops` as it starts, so that none is left when the next one fails. */
export async function startResources(
  { tables, dataPath, visibilitySeconds = 30, maxReceiveCount = 5 }: ResourcesSpec,
  clock: Clock,
  stops: Array<() => void | Promise<void>>,
): Promise<Resources> {
  const storage = await startStorage({ tables, path: dataPath });
  stops.push(() => storage.stop());
  const messaging = await startMessaging({
    clock,
    queues: [
      { name: resourceNames.intakeDeadLetters },
      {
        name: resourceNames.intake,
        visibilitySeconds,
        deadLetters: { queue: resourceNames.intakeDeadLetters, maxReceiveCount },
      },
      { name: resourceNames.respondDeadLetters },
      {
        name: resourceNames.respond,
        visibilitySeconds,
        deadLetters: { queue: resourceNames.respondDeadLetters, maxReceiveCount },
      },
      { name: resourceNames.tasksDeadLetters },
      ...[resourceNames.look, resourceNames.act].map((name) => ({
        name,
        visibilitySeconds,
        // A task's message comes back for each look at what it waits for.
        deadLetters: { queue: resourceNames.tasksDeadLetters, maxReceiveCount: 400 },
      })),
      { name: resourceNames.draftDeadLetters },
      {
        name: resourceNames.draft,
        visibilitySeconds: 360,
        // A draft's message comes back for each stretch of a long channel.
        deadLetters: { queue: resourceNames.draftDeadLetters, maxReceiveCount: 400 },
      },
      { name: resourceNames.pagesSeen },
    ],
    topics: [{ name: resourceNames.pages, queues: [resourceNames.pagesSeen] }],
    buckets: [resourceNames.artifacts, resourceNames.files],
  });
  stops.push(() => messaging.stop());
  const urls = {
    intake: messaging.queue(resourceNames.intake).url,
    respond: messaging.queue(resourceNames.respond).url,
  };
  const { accessKeyId, secretAccessKey } = messaging.client.credentials;
  return {
    storage,
    messaging,
    urls,
    pagesTopicArn: messaging.topicArn(resourceNames.pages),
    artifactBucket: resourceNames.artifacts,
    filesBucket: resourceNames.files,
    environment: {
      AWS_REGION: localPlace.region,
      TOCSIN_FILES_BUCKET: resourceNames.files,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_ENDPOINT_URL_DYNAMODB: storage.endpoint,
      AWS_ENDPOINT_URL_SQS: messaging.endpoint,
      AWS_ENDPOINT_URL_SNS: messaging.endpoint,
      AWS_ENDPOINT_URL_S3: messaging.endpoint,
      TOCSIN_TABLE: tables[0]?.TableName ?? '',
      TOCSIN_QUEUE_URL: urls.respond,
      TOCSIN_LOOK_QUEUE_URL: messaging.queue(resourceNames.look).url,
      TOCSIN_ACT_QUEUE_URL: messaging.queue(resourceNames.act).url,
      TOCSIN_DRAFT_QUEUE_URL: messaging.queue(resourceNames.draft).url,
    },
  };
}
