import { beforeEach, describe, expect, test } from 'vitest';
import { now, type Receiving, receiving } from './receiving.ts';
import { commandBody, functionUrlEvent, secret } from './testing.ts';

let on: Receiving;
beforeEach(() => {
  on = receiving();
});

describe('who is let in', () => {
  test('a forged request is told 401 and touches nothing', async () => {
    const event = functionUrlEvent({ body: commandBody('open x'), at: now });
    const forged = { ...event, body: commandBody('open y') };
    expect(await on.handler(forged)).toEqual({ statusCode: 401, body: '' });
    expect([on.worldsMade, on.logged]).toEqual([0, [{ message: 'request refused', reason: 'forged' }]]);
  });
  test('a replayed request is told 401', async () => {
    const at = new Date(now.getTime() - 301_000);
    expect((await on.send(commandBody('help'), { at })).statusCode).toBe(401);
  });
  test('a forged certificate check is told 401, an unsigned one 200', async () => {
    const event = functionUrlEvent({ body: 'ssl_check=1&token=legacy', at: now });
    expect(
      (await on.handler({ ...event, headers: { ...event.headers, 'x-slack-signature': 'v0=0' } })).statusCode,
    ).toBe(401);
    expect((await on.handler(event)).statusCode).toBe(200);
    const { 'x-slack-signature': _, ...unsigned } = event.headers;
    expect(await on.handler({ ...event, headers: unsigned })).toEqual({ statusCode: 200, body: '' });
    expect((await on.handler({ headers: {}, rawQueryString: 'ssl_check=1' })).statusCode).toBe(200);
  });
  test('the address is verified once it is signed', async () => {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'abc123' });
    expect(await on.send(body, { contentType: 'application/json' })).toMatchObject({
      statusCode: 200,
      body: '{"challenge":"abc123"}',
    });
    const event = functionUrlEvent({ body, at: now, contentType: 'application/json' });
    expect((await on.handler({ ...event, body: body.replace('abc', 'xyz') })).statusCode).toBe(401);
  });
});

describe('what cannot be read is told 400', () => {
  test.each([
    ['a payload that is no JSON', new URLSearchParams({ payload: '{' }).toString(), undefined],
    [
      'an unknown interaction',
      new URLSearchParams({ payload: '{"type":"dance","user":{"id":"U1"}}' }).toString(),
      undefined,
    ],
    [
      'a press of no button',
      new URLSearchParams({ payload: '{"type":"block_actions","user":{"id":"U1"},"actions":[]}' }).toString(),
      undefined,
    ],
    ['a form that is no command', 'a=b', undefined],
    ['an empty body', '', undefined],
    ['broken JSON', '{"type":', 'application/json'],
    ['JSON that is no event', '{"hello":1}', 'application/json; charset=utf-8'],
    ['another content type', 'hello', 'text/plain'],
  ])('%s', async (_what, body, contentType) => {
    const answer = await on.send(body, contentType === undefined ? {} : { contentType });
    expect([answer.statusCode, answer.headers?.['x-slack-no-retry']]).toEqual([400, '1']);
    expect(on.worldsMade).toBe(0);
  });
  test.each([[undefined], [null], ['x'], [{}], [{ headers: 1 }], [{ headers: {}, body: 1 }]])(
    'no HTTP request: %j',
    async (event) => {
      expect((await on.handler(event)).statusCode).toBe(400);
    },
  );
  test('bytes that are no UTF-8', async () => {
    const { createHmac } = await import('node:crypto');
    const bytes = Buffer.from([0x61, 0x3d, 0xff, 0xfe]);
    const event = functionUrlEvent({ body: '', at: now });
    const timestamp = event.headers['x-slack-request-timestamp'];
    const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(bytes).digest('hex')}`;
    const headers = { ...event.headers, 'x-slack-signature': signature };
    const answer = await on.handler({ ...event, headers, body: bytes.toString('base64'), isBase64Encoded: true });
    expect(answer.statusCode).toBe(400);
  });
});

describe('/incident', () => {
  test('help is there when nothing else is', async () => {
    on.broken = true;
    expect(await on.say('help')).toContain(
      '`/incident open [title]` — declare an incident with a form (button _Declare incident_)',
    );
    expect(await on.say('')).toContain('/incident open');
    on.broken = false;
  });
  test.each([
    ['statsu', 'status'],
    ['resolv', 'resolve'],
    ['acknowlege', 'acknowledge'],
  ])('%s: help names the nearest word', async (typed, meant) => {
    expect(await on.say(typed)).toContain(`I do not know “${typed}”. Did you mean \`/incident ${meant}\`?`);
  });
  test('a word like no other is only listed as unknown', async () => {
    expect((await on.say('<!channel>')).split('\n')[0]).toBe('I do not know “&lt;!channel&gt;”.');
  });
  test('declares an incident, with letters of any script, plain or base64', async () => {
    const title = 'Überweisung schlägt fehl 🔥 & 支払い';
    for (const base64 of [false, true]) {
      const { body } = await on.send(commandBody(`declare ${title}`), { base64 });
      expect(body).toContain('Überweisung schlägt fehl 🔥 &amp; 支払い');
    }
    expect(
      on.world.commits.map(({ entries }) => (entries[0]?.type === 'incident.declared' ? entries[0].title : '')),
    ).toEqual([title, title]);
    expect(on.world.sent).toHaveLength(2);
  });
  test('the same command delivered twice declares one incident', async () => {
    const body = commandBody('declare once');
    await on.send(body);
    await on.send(body);
    expect(on.world.commits).toHaveLength(1);
  });
  test('the world is made once, and again after it could not be made', async () => {
    on.broken = true;
    expect(await on.say('list')).toContain('Something failed on Tocsin’s side');
    on.broken = false;
    expect(await on.say('list')).toBe('No incident is open.');
    await on.say('list');
    expect(on.worldsMade).toBe(2);
  });
  test('declaring without a title, where no form can be opened, says how', async () => {
    expect(await on.say('declare')).toContain(
      'Say in a few words what is wrong: `/incident declare checkout is slow`.',
    );
  });
  test('lists what is open', async () => {
    expect(await on.say('list')).toBe('No incident is open.');
    const id = await on.opened();
    expect(await on.say('list')).toContain(`\`${id}\``);
  });
  test('takes an id anywhere, and none in the incident’s channel', async () => {
    const id = await on.opened();
    expect(await on.say(`ack ${id}`)).toBe('You acknowledged *Checkout is slow*.');
    expect(await on.say(`ack \`${id}\``)).toBe('Nothing changed: <@U0ANA00001> acknowledged it already.');
    expect(await on.say('resolve')).toContain('this is not an incident’s channel');
    on.world.commits.push({
      incident: id,
      version: 3,
      cause: 'channel',
      recordedAt: now.toISOString(),
      entries: [
        { type: 'channel.opened', at: now.toISOString(), by: { type: 'tocsin' }, channel: 'C0INC00042', name: 'inc' },
      ],
    });
    expect(await on.say('status', { channel_id: 'C0INC00042' })).toContain('Its channel is <#C0INC00042>.');
    expect(await on.say('take', { channel_id: 'C0INC00042' })).toContain('You are in command of');
    expect(
      await on.say('resolve rolled back &lt;v12&gt; with <@U0BEN00002|ben>', { channel_id: 'C0INC00042' }),
    ).toContain('You resolved');
    expect(on.world.commits.at(-1)?.entries[0]).toMatchObject({
      type: 'incident.resolved',
      note: 'rolled back <v12> with @ben',
    });
  });
  test('an id that nobody knows is said to be unknown', async () => {
    expect(await on.say('ack 20261105-aaaaaaaa')).toContain('there is no incident 20261105-aaaaaaaa');
  });
  test('what fails on our side is logged with what the person is shown, and nothing more is shown', async () => {
    Object.assign(on.world.store, {
      shelf: () => Promise.reject(new Error('ResourceNotFoundException: table secret-table')),
    });
    const reply = await on.say('list');
    expect(reply).toContain('Something failed on Tocsin’s side');
    expect(reply).not.toContain('secret-table');
    const cause = /`(command:[^`]+)`/.exec(reply)?.[1];
    expect(on.logged).toContainEqual(
      expect.objectContaining({ message: expect.stringContaining('secret-table'), cause }),
    );
  });
});

describe('mentions', () => {
  const mention = (text: string, event_id: string, event: object = {}): Promise<unknown> =>
    on.send(
      JSON.stringify({
        type: 'event_callback',
        event_id,
        team_id: 'T0EXAMPLE1',
        event: {
          type: 'app_mention',
          user: 'U0ANA00001',
          channel: 'C0INC00042',
          ts: '1793888600.000100',
          text,
          ...event,
        },
      }),
      { contentType: 'application/json' },
    );
  test('say the same as /incident; an event sent again changes nothing', async () => {
    const id = await on.opened();
    for (const _attempt of [0, 1])
      expect(await mention(`<@U0TOCSIN01> ack ${id}`, 'Ev1')).toMatchObject({ statusCode: 200 });
    expect(on.world.commits.map(({ cause }) => cause)).toEqual(['test', 'event:Ev1']);
  });
  test('by bots are ignored', async () => {
    await mention('<@U0TOCSIN01> open loop', 'Ev2', { bot_id: 'B0OTHER001' });
    expect(on.world.commits).toEqual([]);
  });
});

test('events nobody listens to are taken, so that Slack does not send them again', async () => {
  const body = JSON.stringify({
    type: 'event_callback',
    event_id: 'Ev1',
    team_id: 'T0EXAMPLE1',
    event: { type: 'pin_added', channel_id: 'C1' },
  });
  expect((await on.send(body, { contentType: 'application/json' })).statusCode).toBe(200);
});

test('the handler takes no callback: Lambda’s Node 24 refuses handlers with three parameters', () => {
  expect(on.handler.length).toBeLessThan(3);
});
