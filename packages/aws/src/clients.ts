import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { AwsSettings } from './config.ts';

/** One client a service, made at its first use. SNS, S3 and CloudWatch are off the usual path, so their code is loaded then too. */
export interface AwsClients {
  documents(): DynamoDBDocumentClient;
  queues(): SQSClient;
  /** Of the region that a topic stands in: SNS knows only the topics of its own. */
  topics(region: string | undefined): Promise<SNSClient>;
  objects(): Promise<S3Client>;
  metrics(): Promise<CloudWatchClient>;
}

/**
 * Times out early, for Lambda pays for waiting and the queue tries again anyway: a second to connect, three to answer.
 * Connections are kept alive, which is the SDK's default. Credentials from the environment are given as they are, which
 * spares the look through the SDK's provider chain; without them the chain is left to find some.
 */
export function awsClients({ maxAttempts, credentials, redirected }: AwsSettings): AwsClients {
  const common = {
    maxAttempts,
    retryMode: 'standard',
    ...(credentials === undefined ? {} : { credentials }),
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
  };
  return {
    documents: once(() =>
      DynamoDBDocumentClient.from(new DynamoDBClient(common), { marshallOptions: { removeUndefinedValues: true } }),
    ),
    // The SDK would go to the host in a queue's URL, past the endpoint that it was led to.
    queues: once(() => new SQSClient({ ...common, ...(redirected.sqs ? { useQueueUrlAsEndpoint: false } : {}) })),
    topics: onceEach(async (region) => {
      const { SNSClient } = await import('@aws-sdk/client-sns');
      return new SNSClient({ ...common, ...(region === undefined ? {} : { region }) });
    }),
    objects: once(async () => {
      const { S3Client } = await import('@aws-sdk/client-s3');
      // A local S3 has no host name for each bucket; a canary's bucket may stand in another region than the function.
      return new S3Client({ ...common, forcePathStyle: redirected.s3, followRegionRedirects: true });
    }),
    metrics: once(async () => {
      const { CloudWatchClient } = await import('@aws-sdk/client-cloudwatch');
      return new CloudWatchClient(common);
    }),
  };
}

/** Makes a value at the first call and hands out that one from then on. */
function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function onceEach<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
}
