import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { tick } from '@tocsin/app';
import type { Incident } from '@tocsin/incident';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { startTocsin, type Tocsin } from '../harness/tocsin.ts';

/** What the tick does when not all that it is to look at can be looked at. */
let tocsin: Tocsin;
let logged: Record<string, unknown>[];

beforeEach(async () => {
  logged = [];
  tocsin = await startTocsin({
    around: (world) => ({
      ...world,
      log: { ...world.log, error: (event, fields) => void logged.push({ event, ...fields }) },
    }),
  });
});
afterEach(() => tocsin.stop());

const fails = (workflow: string, step: string) =>
  tocsin.happens(alarmEvent({ workflow, step, value: 'ALARM', at: tocsin.clock.now() }));

/** A commit that no code of ours would write, and a hand in the console might. */
async function damage({ id, version }: Incident): Promise<void> {
  const table = DynamoDBDocumentClient.from(new DynamoDBClient(tocsin.cloud.storage.client));
  await table.send(
    new PutCommand({
      TableName: 'tocsin-test',
      Item: {
        pk: `INCIDENT#${id}`,
        sk: `V#${String(version + 1).padStart(10, '0')}`,
        version: version + 1,
        cause: 'by hand',
        recordedAt: tocsin.clock.now().toISOString(),
        entries: '[{"type": "noted"',
      },
    }),
  );
}

it('an incident that cannot be read holds up none behind it, and is told of by its id', async () => {
  await fails('share-link', 'open-link');
  const [damaged] = await tocsin.world.store.open(1);
  if (!damaged) throw new Error('no incident');
  await fails('design-viewer', 'upload');
  const [sound] = (await tocsin.world.store.open(2)).filter(({ id }) => id !== damaged.id);
  if (!sound) throw new Error('no second incident');
  await damage(damaged);
  for (const [minutes, { id, version }] of [damaged, sound].entries()) {
    const wakeAt = new Date(tocsin.clock.now().getTime() - (10 - minutes) * 60_000).toISOString();
    await tocsin.world.store.settle({ incident: id, version, wakeAt });
  }
  logged = [];

  const failed: unknown = await tick(tocsin.world).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(AggregateError);
  expect((failed as AggregateError).message).toBe('1 of 2 incidents could not be looked at');
  expect(logged).toMatchObject([{ event: 'tick passed over', incident: damaged.id, error: expect.any(SyntaxError) }]);
  const due = await tocsin.world.store.due(tocsin.clock.now().toISOString(), 10);
  expect(due.map(({ incident }) => incident)).toEqual([damaged.id]);
});

it('only what is a time in ISO 8601 tells how late the tick is', async () => {
  for (const scheduledAt of ['7', '2026', 'Tue Nov 24 2026', 'soon', '2026-13-45T00:00:00Z'])
    expect(await tick(tocsin.world, { scheduledAt })).not.toHaveProperty('lateMs');
});
