import { createHash, randomUUID } from 'node:crypto';
import { Agent } from 'node:http';
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { patience } from './dependency.ts';

export const region = 'eu-west-1';
export const names = {
  bucket: 'demo-designs',
  queue: 'demo-translations',
  cache: 'demo-translation-cache',
  links: 'demo-share-links',
} as const;

/** Where the stores are: the embedded ones to make the tables and such, the fault proxies to work with them. */
export interface StoreEndpoints {
  readonly uploads: string;
  readonly queue: string;
  readonly cache: string;
  readonly links: string;
}

export interface Job {
  readonly job: string;
  readonly design: string;
  readonly fileId: string;
  readonly parts: number;
}
export interface Delivery {
  readonly job: Job;
  /** Times this message was given out, this one included. */
  readonly received: number;
  readonly done: () => Promise<void>;
}

// A failed call is answered at once and shows at once: neither the SDK's retries nor a kept connection hide it.
const configOf = (endpoint: string) => ({
  endpoint,
  region,
  maxAttempts: 1,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  requestHandler: { httpAgent: new Agent({ keepAlive: false }) },
});
const inTime = () => ({ abortSignal: AbortSignal.timeout(patience.hard) });

export async function createStores(at: StoreEndpoints): Promise<void> {
  const s3 = new S3Client({ ...configOf(at.uploads), forcePathStyle: true });
  const sqs = new SQSClient(configOf(at.queue));
  const caches = new DynamoDBClient(configOf(at.cache));
  const links = new DynamoDBClient(configOf(at.links));
  try {
    await Promise.all([
      s3.send(new CreateBucketCommand({ Bucket: names.bucket })).catch(unless('BucketAlready')),
      sqs.send(new CreateQueueCommand({ QueueName: names.queue, Attributes: { VisibilityTimeout: '5' } })),
      createTable(caches, names.cache, 'design'),
      createTable(links, names.links, 'link'),
    ]);
  } finally {
    for (const client of [s3, sqs, caches, links]) client.destroy();
  }
}

async function createTable(client: DynamoDBClient, TableName: string, key: string): Promise<void> {
  const table = {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
  } as const;
  await client
    .send(
      new CreateTableCommand({
        ...table,
        KeySchema: [...table.KeySchema],
        AttributeDefinitions: [...table.AttributeDefinitions],
      }),
    )
    .catch(unless('ResourceInUse'));
  const deadline = AbortSignal.timeout(10_000);
  for (;;) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }), { abortSignal: deadline });
    if (Table?.TableStatus === 'ACTIVE') return;
  }
}

const unless = (name: string) => (error: unknown) => {
  if (!(error instanceof Error && error.name.startsWith(name))) throw error;
};

export function connectStores(at: StoreEndpoints) {
  const s3 = new S3Client({ ...configOf(at.uploads), forcePathStyle: true });
  // The queue's own URL names where it lives; messages are to go through the proxy instead.
  const sqs = new SQSClient({ ...configOf(at.queue), useQueueUrlAsEndpoint: false });
  const cache = new DynamoDBClient(configOf(at.cache));
  const links = new DynamoDBClient(configOf(at.links));
  const QueueUrl = `${at.queue}/000000000000/${names.queue}`;

  return {
    /** Keeps a file; it counts as kept only when the store gives it back. */
    async keepUpload(fileId: string, content: Buffer): Promise<void> {
      const place = { Bucket: names.bucket, Key: `designs/${fileId}` };
      await s3.send(new PutObjectCommand({ ...place, Body: content }), inTime());
      const { Body } = await s3.send(new GetObjectCommand(place), inTime());
      const kept = Buffer.from((await Body?.transformToByteArray()) ?? []);
      if (!kept.equals(content))
        throw new Error(`it gives back ${kept.length} bytes that are not the ${content.length} kept`);
    },
    async enqueue(job: Job): Promise<void> {
      const body = JSON.stringify(job);
      const sent = await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body }), inTime());
      const digest = createHash('md5').update(body).digest('hex');
      if (!sent.MessageId || sent.MD5OfMessageBody !== digest) throw new Error('it did not confirm the message');
    },
    async receive(): Promise<Delivery[]> {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: 10,
          MessageSystemAttributeNames: ['ApproximateReceiveCount'],
        }),
        inTime(),
      );
      return Messages.map(({ Body, ReceiptHandle, Attributes }) => ({
        job: JSON.parse(Body ?? '{}') as Job,
        received: Number(Attributes?.ApproximateReceiveCount ?? 1),
        done: async () => void (await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }), inTime())),
      }));
    },
    async cacheTranslation({ design, fileId, parts }: Job, updatedAt: string): Promise<void> {
      const Item = { design, fileId, parts, status: 'READY', updatedAt };
      await DynamoDBDocumentClient.from(cache).send(new PutCommand({ TableName: names.cache, Item }), inTime());
    },
    async makeLink(fileId: string, createdAt: string): Promise<string> {
      const link = randomUUID();
      const Item = { link, fileId, createdAt };
      await DynamoDBDocumentClient.from(links).send(new PutCommand({ TableName: names.links, Item }), inTime());
      return link;
    },
    /** The file a link leads to. */
    async followLink(link: string): Promise<string | undefined> {
      const { Item } = await DynamoDBDocumentClient.from(links).send(
        new GetCommand({ TableName: names.links, Key: { link }, ConsistentRead: true }),
        inTime(),
      );
      return Item?.['fileId'] as string | undefined;
    },
    close() {
      for (const client of [s3, sqs, cache, links]) client.destroy();
    },
  };
}
export type Stores = ReturnType<typeof connectStores>;
