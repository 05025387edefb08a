import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Task, What } from '@tocsin/app';
import { dynamoStore, sqsTasks, tableInput } from '@tocsin/aws';
import { person } from '@tocsin/incident';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { handler as act } from '../../functions/act.ts';
import { handler as look } from '../../functions/look.ts';
import { type Cloud, startCloud } from '../../packages/workbench/src/cloud/index.ts';

// The functions look and act behind their queues, configured by the environment alone, with the policy of the catalog.
let cloud: Cloud;
let mended: unknown[] = [];
const id = 'inc-1';

beforeAll(async () => {
  cloud = await startCloud({
    tables: [tableInput('tocsin')],
    visibilitySeconds: 1,
    handlers: ({ environment }) => {
      Object.assign(process.env, environment, { TOCSIN_LOG_LEVEL: 'error' });
      return { look, act };
    },
  });
  cloud.services.functions.set('tocsin-demo-mend', (payload) => void mended.push(payload));
  const at = '2026-11-05T14:00:00.000Z';
  await store().append({
    incident: id,
    version: 1,
    cause: 'test',
    recordedAt: at,
    entries: [
      {
        type: 'incident.declared',
        at,
        by: person('U1'),
        title: 'Uploads fail',
        severity: 'SEV2',
        key: `incident:${id}`,
      },
    ],
  });
});
afterAll(() => cloud.stop());

const store = () =>
  dynamoStore({ client: DynamoDBDocumentClient.from(new DynamoDBClient(cloud.storage.client)), table: 'tocsin' });
const notes = async () =>
  (await store().timeline(id)).flatMap(({ entries }) =>
    entries.flatMap((entry) => (entry.type === 'note.added' ? [entry.text] : [])),
  );

let tasks = 0;
async function run(what: What, more: Partial<Task> = {}): Promise<void> {
  const { environment, messaging } = cloud;
  const queueUrls = {
    look: environment['TOCSIN_LOOK_QUEUE_URL'] ?? '',
    act: environment['TOCSIN_ACT_QUEUE_URL'] ?? '',
  };
  const queue = sqsTasks({ client: new SQSClient(messaging.client), queueUrls });
  const task: Task = {
    incident: id,
    id: `step-${tasks++}`,
    what,
    by: 'U1',
    orderedAt: new Date().toISOString(),
    ...more,
  };
  // A double click.
  await Promise.all([queue.send(task), queue.send(task)]);
  await cloud.settled();
}
const mend = (name: string): What => ({
  type: 'act',
  act: { act: 'lambda', function: name, payload: { dependency: 'thumbnails' }, timeout: 30_000, back: 'Nothing.' },
});

it('act does what the policy allows, once, and tells the timeline', async () => {
  await run(mend('tocsin-demo-mend'));
  expect(mended).toEqual([{ dependency: 'thumbnails' }]);
  expect(await notes()).toEqual(['Runbook step step-0: tocsin-demo-mend answered.']);
});

it('act refuses what it does not allow', async () => {
  mended = [];
  await run(mend('tocsin-demo-mend-all'));
  expect((await notes()).at(-1)).toBe('Runbook step step-1: the policy does not allow lambda tocsin-demo-mend-all');
  expect(mended).toEqual([]);
});

it('look looks, and tells what it read', async () => {
  cloud.alarms.put({
    type: 'metric',
    name: 'shop/errors',
    metric: { namespace: 'Shop', name: 'Errors', dimensions: {} },
    statistic: 'Sum',
    periodSeconds: 60,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    threshold: 1,
    comparison: 'GreaterThanThreshold',
    treatMissingData: 'missing',
  });
  cloud.alarms.setState('shop/errors', { value: 'ALARM', reason: 'it burns' });
  await run({ type: 'check', check: { check: 'alarm', alarm: 'shop/errors', expect: 'OK', timeout: 30_000 } });
  expect((await notes()).at(-1)).toBe('Runbook step step-2: shop/errors: ALARM, expected = OK');
});
