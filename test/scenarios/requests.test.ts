import { createHmac } from 'node:crypto';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { credentials } from '../../packages/workbench/src/people.ts';
import { alarmEvent } from '../harness/events.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';

let story: Story;
let invoked: string[];
beforeEach(async () => {
  invoked = [];
  story = await startStory({ onInvoke: (name) => invoked.push(name) });
  const at = story.clock.now();
  await story.happens(alarmEvent({ workflow: 'design-viewer', step: 'translate', value: 'ALARM', at }));
  invoked = [];
});
afterEach(() => story.stop());

const elsewhere = { id: 'C0VIEWER01' };

/** Everything in the table, to the letter. */
const table = async (): Promise<string> => {
  const dynamo = new DynamoDBClient(story.cloud.storage.client);
  const { Items = [] } = await dynamo.send(new ScanCommand({ TableName: 'tocsin-test' }));
  dynamo.destroy();
  return JSON.stringify(Items.map((item) => JSON.stringify(item)).toSorted());
};

const ackBody = (channel: string): string =>
  new URLSearchParams({
    command: '/incident',
    text: 'ack',
    user_id: 'U0ALICE',
    channel_id: channel,
    trigger_id: '1.forged',
    response_url: 'http://127.0.0.1:1/',
  }).toString();

interface Forgery {
  readonly secret?: string;
  /** How old the timestamp is. */
  readonly age?: number;
  readonly tamper?: (body: string) => string;
  readonly headers?: (headers: Record<string, string>) => Record<string, string>;
}

/** A request as Slack signs it, but for what the forger changes. */
const request = async ({
  secret = credentials.signingSecret,
  age = 0,
  tamper = (body) => body,
  headers = (all) => all,
}: Forgery) => {
  const body = ackBody(story.incidentChannel().id);
  const timestamp = String(Math.floor((story.clock.now().getTime() - age) / 1_000));
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  const answer = await fetch(story.cloud.slack?.url ?? '', {
    method: 'POST',
    headers: headers({
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature,
    }),
    body: tamper(body),
  });
  await story.settled();
  return { status: answer.status, body: await answer.text() };
};

const without =
  (name: string) =>
  ({ [name]: _, ...rest }: Record<string, string>) =>
    rest;

describe('a request that is not from Slack', () => {
  it.each<[string, Forgery]>([
    ['signed with another secret', { secret: 'guessed' }],
    ['changed on its way', { tamper: (body) => body.replace('U0ALICE', 'U0MALLORY') }],
    ['six minutes old', { age: minutes(6) }],
    ['six minutes ahead', { age: -minutes(6) }],
    ['without a signature', { headers: without('x-slack-signature') }],
    ['without a timestamp', { headers: without('x-slack-request-timestamp') }],
    [
      'with a timestamp that is no number',
      { headers: (all) => ({ ...all, 'x-slack-request-timestamp': `${all['x-slack-request-timestamp']}.5` }) },
    ],
    [
      'with the signature of another version',
      { headers: (all) => ({ ...all, 'x-slack-signature': (all['x-slack-signature'] ?? '').replace('v0=', 'v1=') }) },
    ],
  ])('%s: told 401 and nothing else; table and queue stay as they are', async (_what, forgery) => {
    const before = await table();
    const calls = story.slack.calls().length;
    expect(await request(forgery)).toEqual({ status: 401, body: '' });
    expect(await table()).toBe(before);
    expect(invoked).toEqual(['slack']);
    expect(story.methods(calls)).toEqual([]);
  });

  it('the same request, honestly signed, is taken: it was the signature that kept the others out', async () => {
    expect((await request({})).status).toBe(200);
    expect((await story.incident()).acknowledged?.by).toEqual({ type: 'person', id: 'U0ALICE' });
    expect(invoked).toContain('respond');
  });

  it('an old request sent again within five minutes does nothing twice', async () => {
    await request({});
    const before = await story.timeline(await story.incident());
    await story.passes(minutes(1));
    expect(await request({})).toEqual({ status: 200, body: '' });
    expect(await story.timeline(await story.incident())).toEqual(before);
  });
});

describe('what people type arrives as they typed it', () => {
  it.each([
    '決済が遅い 🔥👩‍🚒 naïve Ünïcödé — “quotes”',
    '100% + 1 = 101%20 & more; a=b&c=d',
    'back\\slash "double" \'single\' {"json": [1]}',
    '\u05e9\u05e8\u05ea \u0644\u0627 \u064a\u0639\u0645\u0644',
  ])('%s', async (title) => {
    await story.types('U0BOB', elsewhere, `/incident declare ${title}`);
    const open = await story.world.store.open(10);
    expect(open.map((incident) => incident.title)).toContain(title);
  });
});
