import { CreateTableCommand, DynamoDBClient, PutItemCommand, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { workflows } from '@tocsin/catalog';
import { walksOf } from '@tocsin/incident';
import type { Need, Step } from '@tocsin/workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMessaging } from '../../packages/workbench/src/cloud/messaging.ts';
import { startStorage } from '../../packages/workbench/src/cloud/storage.ts';
import { type Demo, startDemo } from '../../packages/workbench/src/demo/index.ts';
import { canaryRuns } from '../harness/canary.ts';
import { alarmEvent } from '../harness/events.ts';
import { nextPress } from '../harness/next-press.ts';
import { buttonsOf, read } from '../harness/reading.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';

// The runbooks of the catalog, followed by their buttons alone, mend what they say that they mend: each dependency once.
const alice = 'U0ALICE';
// The site is the workbench's demo at the address that it gives itself, which the catalog's policy has to let them reach.
let demo: Demo;
let stopAll: () => Promise<unknown>;
beforeAll(async () => {
  const [storage, messaging] = await Promise.all([startStorage({ tables: [] }), startMessaging()]);
  const { endpoint } = messaging;
  demo = await startDemo({ dynamodbEndpoint: storage.endpoint, sqsEndpoint: endpoint, s3Endpoint: endpoint });
  stopAll = async () => {
    await demo.stop();
    await Promise.all([storage.stop(), messaging.stop()]);
  };
});
afterAll(() => stopAll());

interface Broken {
  readonly workflow: string;
  readonly step: Step;
  readonly need: Need;
}
const needs = workflows.flatMap(({ id, steps }) =>
  steps.flatMap((step) => step.needs.map((need): Broken => ({ workflow: id, step, need }))),
);
const once = [...new Map(needs.map((broken) => [broken.need.dependency.id, broken])).values()];

async function startedWith({ workflow, step, need }: Broken) {
  const story = await startStory({ runbooks: () => ({ variables: { site: demo.baseUrl, stage: 'test' } }) });
  const { id } = need.dependency;
  const invoked: unknown[] = [];
  await demo.break(id);
  const isBroken = () => demo.dependencies.some((one) => one.id === id && one.broken);
  story.cloud.services.functions.set('tocsin-demo-mend', async (payload) => {
    invoked.push(payload);
    await demo.mend((payload as { dependency: string }).dependency);
  });
  const table = new DynamoDBClient(story.cloud.storage.client);
  const TableName = 'demo-translation-cache';
  await table.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'design', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'design', AttributeType: 'S' }],
    }),
  );
  await waitUntilTableExists({ client: table, maxWaitTime: 20, minDelay: 0.05 }, { TableName });
  await table.send(new PutItemCommand({ TableName, Item: { design: { S: 'canary-cube' }, status: { S: 'READY' } } }));
  const hard = need.kind === 'hard';
  const canary = () =>
    canaryRuns(story, workflow, isBroken() && hard ? { step: step.id, because: `${id}: HTTP 503` } : undefined);
  await canary();
  const at = story.clock.now();
  await story.happens(alarmEvent({ workflow, step: step.id, ...(hard ? {} : { dependency: id }), value: 'ALARM', at }));
  return { story, invoked, isBroken, canary };
}

/** Presses what the runbook speaks for until it is at its end; a minute passes where a result is awaited. */
async function follow(story: Story, canary: () => Promise<void>): Promise<string[]> {
  const pressed: string[] = [];
  await story.presses(alice, story.incidentChannel(), 'Start');
  for (let turn = 0; turn < 60; turn++) {
    const state = walksOf(await story.incident()).at(-1)?.walk;
    if (!state || state.ended) return pressed;
    const [wanted] = nextPress(state);
    if (wanted === undefined) {
      await story.passes(minutes(1));
      await canary();
      await story.passes(minutes(1));
      continue;
    }
    const message = story
      .incidentChannel()
      .messages.findLast(({ blocks }) => JSON.stringify(blocks).includes('walk.now'));
    const button = buttonsOf(message ?? { blocks: [] }).find(({ actionId }) => actionId === wanted);
    if (!button) throw new Error(`there is no ${wanted} in ${message ? read(message) : 'the channel'}`);
    pressed.push(button.label);
    await story.presses(alice, story.incidentChannel(), button.label);
  }
  throw new Error(`no end after ${pressed.join(', ')}`);
}

describe('a broken dependency is mended by the buttons of the runbook that is offered', () => {
  it.each(once.map((broken) => [broken.need.dependency.id, broken] as const))('%s', async (id, broken) => {
    const { story, invoked, isBroken, canary } = await startedWith(broken);
    try {
      const pressed = await follow(story, canary);
      expect(pressed).toContain('Run');
      expect(invoked).toEqual([{ dependency: id }]);
      expect(isBroken()).toBe(false);
      const shown = story.incidentChannel().messages.map(read).join('\n');
      expect(shown).toContain('🏁 Walked to its end');
      expect(shown).not.toContain('✋');
      expect(story.deadLetters()).toEqual([]);
    } finally {
      await story.stop();
    }
  });
});
