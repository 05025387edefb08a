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
const told = async () =>
  (await store().timeline(id)).flatMap(({ entries }) =>
    entries.flatMap((entry) => ('result' in entry && entry.result ? [entry.result] : [])),
  );

let walks = 0;
/** Somebody walks a runbook of one step and starts it; the task reaches its queue twice. */
async function run(what: What, more: Partial<Task> = {}): Promise<void> {
  const { environment, messaging } = cloud;
  const queueUrls = { look: environment['TOCSIN_LOOK_QUEUE_URL'], act: environment['TOCSIN_ACT_QUEUE_URL'] };
  const queue = sqsTasks({ client: new SQSClient(messaging.client), queueUrls });
  const at = new Date().toISOString();
  walks += 1;
  const walk = `R${walks}`;
  const type = what.type === 'check' ? 'check' : 'act';
  const steps = [{ id: 'it', title: 'It', type, exits: { branches: [] } }] as const;
  const plan = { file: `${walk}.md`, version: 'v1', title: walk, steps };
  const known = await store().load(id);
  await store().append({
    incident: id,
    version: (known?.version ?? 0) + 1,
    cause: `begin-${walk}`,
    recordedAt: at,
    entries: [
      { type: 'walk.began', at, by: person('U1'), walk, plan },
      {
        type: 'walk.moved',
        at,
        by: person('U1'),
        walk,
        event: { type: 'step.started', by: 'U1', at, step: 'it', attempt: 1 },
        order: what,
      },
    ],
  });
  const task: Task = { incident: id, id: `${walk}/it/1`, what, by: 'U1', orderedAt: at, ...more };
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
  expect(await told()).toEqual([
    expect.objectContaining({ type: 'done', good: true, said: 'tocsin-demo-mend answered.' }),
  ]);
});

it('act refuses what it does not allow', async () => {
  mended = [];
  await run(mend('tocsin-demo-mend-all'));
  expect((await told()).at(-1)).toMatchObject({
    type: 'refused',
    good: false,
    said: 'the policy does not allow lambda tocsin-demo-mend-all',
  });
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
  expect((await told()).at(-1)).toMatchObject({
    type: 'read',
    good: false,
    value: 'ALARM',
    said: 'shop/errors: ALARM, expected = OK',
  });
});
