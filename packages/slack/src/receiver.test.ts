import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { declareIncident } from '@tocsin/app';
import { person } from '@tocsin/incident';
import { beforeEach, describe, expect, test } from 'vitest';
import { type SlackHandler, slackFunction } from './receiver.ts';
import { commandBody, functionUrlEvent, type MemoryWorld, memoryWorld, pressBody, secret } from './testing.ts';

const now = new Date('2026-11-05T14:30:00Z');
let world: MemoryWorld;
let worldsMade: number;
let broken: boolean;
let logged: unknown[];
let handler: SlackHandler;

beforeEach(() => {
  worldsMade = 0;
  broken = false;
  logged = [];
  const say = (message: string, fields?: object) => void logged.push({ message, ...fields });
  const log = { info: say, warn: say, error: say };
  world = memoryWorld({ now: () => now }, log);
  handler = slackFunction({
    signingSecret: secret,
    token: 'xoxb-test',
    apiUrl: 'http://127.0.0.1:1/api/',
    now: () => now,
    log,
    world: async () => {
      worldsMade += 1;
      if (broken) throw new Error('no such table');
      return world;
    },
  });
});

const send = (body: string, more: Partial<Parameters<typeof functionUrlEvent>[0]> = {}) =>
  handler(functionUrlEvent({ body, at: now, ...more }));
const say = async (text: string, fields?: Record<string, string>): Promise<string> => {
  const { statusCode, body } = await send(commandBody(text, fields));
  expect(statusCode).toBe(200);
  const reply = JSON.parse(body) as { response_type: string; blocks: { text?: { text: string } }[] };
  expect(reply.response_type).toBe('ephemeral');
  return reply.blocks.map((block) => block.text?.text ?? '').join('\n');
};
const opened = async (): Promise<string> => {
  const outcome = await declareIncident(world, { title: 'Checkout is slow', by: person('U0BEN00002'), cause: 'test' });
  return outcome.type === 'done' ? outcome.incident.id : expect.fail(outcome.reason);
};

describe('who is let in', () => {
  test('a forged request is told 401 and touches nothing', async () => {
    const event = functionUrlEvent({ body: commandBody('open x'), at: now });
    const forged = { ...event, body: commandBody('open y') };
    expect(await handler(forged)).toEqual({ statusCode: 401, body: '' });
    expect([worldsMade, logged]).toEqual([0, [{ message: 'request refused', reason: 'forged' }]]);
  });
  test('a replayed request is told 401', async () => {
    const at = new Date(now.getTime() - 301_000);
    expect((await send(commandBody('help'), { at })).statusCode).toBe(401);
  });
  test('a forged certificate check is told 401, an unsigned one 200', async () => {
    const event = functionUrlEvent({ body: 'ssl_check=1&token=legacy', at: now });
    expect((await handler({ ...event, headers: { ...event.headers, 'x-slack-signature': 'v0=0' } })).statusCode).toBe(
      401,
    );
    expect((await handler(event)).statusCode).toBe(200);
    const { 'x-slack-signature': _, ...unsigned } = event.headers;
    expect(await handler({ ...event, headers: unsigned })).toEqual({ statusCode: 200, body: '' });
    expect((await handler({ headers: {}, rawQueryString: 'ssl_check=1' })).statusCode).toBe(200);
  });
  test('the address is verified once it is signed', async () => {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'abc123' });
    expect(await send(body, { contentType: 'application/json' })).toMatchObject({
      statusCode: 200,
      body: '{"challenge":"abc123"}',
    });
    const event = functionUrlEvent({ body, at: now, contentType: 'application/json' });
    expect((await handler({ ...event, body: body.replace('abc', 'xyz') })).statusCode).toBe(401);
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
    const answer = await send(body, contentType === undefined ? {} : { contentType });
    expect([answer.statusCode, answer.headers?.['x-slack-no-retry']]).toEqual([400, '1']);
    expect(worldsMade).toBe(0);
  });
  test.each([[undefined], [null], ['x'], [{}], [{ headers: 1 }], [{ headers: {}, body: 1 }]])(
    'no HTTP request: %j',
    async (event) => {
      expect((await handler(event)).statusCode).toBe(400);
    },
  );
  test('bytes that are no UTF-8', async () => {
    const { createHmac } = await import('node:crypto');
    const bytes = Buffer.from([0x61, 0x3d, 0xff, 0xfe]);
    const event = functionUrlEvent({ body: '', at: now });
    const timestamp = event.headers['x-slack-request-timestamp'];
    const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(bytes).digest('hex')}`;
    const headers = { ...event.headers, 'x-slack-signature': signature };
    const answer = await handler({ ...event, headers, body: bytes.toString('base64'), isBase64Encoded: true });
    expect(answer.statusCode).toBe(400);
  });
});

describe('/incident', () => {
  test('help is there when nothing else is', async () => {
    broken = true;
    expect(await say('help')).toContain(
      '`/incident open [title]` — declare an incident with a form (button _Declare incident_)',
    );
    expect(await say('')).toContain('/incident open');
    broken = false;
  });
  test.each([
    ['statsu', 'status'],
    ['resolv', 'resolve'],
    ['acknowlege', 'acknowledge'],
  ])('%s: help names the nearest word', async (typed, meant) => {
    expect(await say(typed)).toContain(`I do not know “${typed}”. Did you mean \`/incident ${meant}\`?`);
  });
  test('a word like no other is only listed as unknown', async () => {
    expect((await say('<!channel>')).split('\n')[0]).toBe('I do not know “&lt;!channel&gt;”.');
  });
  test('declares an incident, with letters of any script, plain or base64', async () => {
    const title = 'Überweisung schlägt fehl 🔥 & 支払い';
    for (const base64 of [false, true]) {
      const { body } = await send(commandBody(`declare ${title}`), { base64 });
      expect(body).toContain('Überweisung schlägt fehl 🔥 &amp; 支払い');
    }
    expect(
      world.commits.map(({ entries }) => (entries[0]?.type === 'incident.declared' ? entries[0].title : '')),
    ).toEqual([title, title]);
    expect(world.sent).toHaveLength(2);
  });
  test('the same command delivered twice declares one incident', async () => {
    const body = commandBody('declare once');
    await send(body);
    await send(body);
    expect(world.commits).toHaveLength(1);
  });
  test('the world is made once, and again after it could not be made', async () => {
    broken = true;
    expect(await say('list')).toContain('Something failed on Tocsin’s side');
    broken = false;
    expect(await say('list')).toBe('No incident is open.');
    await say('list');
    expect(worldsMade).toBe(2);
  });
  test('declaring without a title, where no form can be opened, says how', async () => {
    expect(await say('declare')).toContain('Say in a few words what is wrong: `/incident declare checkout is slow`.');
  });
  test('lists what is open', async () => {
    expect(await say('list')).toBe('No incident is open.');
    const id = await opened();
    expect(await say('list')).toContain(`\`${id}\``);
  });
  test('takes an id anywhere, and none in the incident’s channel', async () => {
    const id = await opened();
    expect(await say(`ack ${id}`)).toBe('You acknowledged *Checkout is slow*.');
    expect(await say(`ack \`${id}\``)).toBe('Nothing changed: <@U0ANA00001> acknowledged it already.');
    expect(await say('resolve')).toContain('this is not an incident’s channel');
    world.commits.push({
      incident: id,
      version: 3,
      cause: 'channel',
      recordedAt: now.toISOString(),
      entries: [
        { type: 'channel.opened', at: now.toISOString(), by: { type: 'tocsin' }, channel: 'C0INC00042', name: 'inc' },
      ],
    });
    expect(await say('status', { channel_id: 'C0INC00042' })).toContain('Its channel is <#C0INC00042>.');
    expect(await say('take', { channel_id: 'C0INC00042' })).toContain('You are in command of');
    expect(await say('resolve rolled back &lt;v12&gt; with <@U0BEN00002|ben>', { channel_id: 'C0INC00042' })).toContain(
      'You resolved',
    );
    expect(world.commits.at(-1)?.entries[0]).toMatchObject({
      type: 'incident.resolved',
      note: 'rolled back <v12> with @ben',
    });
  });
  test('an id that nobody knows is said to be unknown', async () => {
    expect(await say('ack 20261105-aaaaaaaa')).toContain('there is no incident 20261105-aaaaaaaa');
  });
  test('what fails on our side is logged with what the person is shown, and nothing more is shown', async () => {
    Object.assign(world.store, {
      shelf: () => Promise.reject(new Error('ResourceNotFoundException: table secret-table')),
    });
    const reply = await say('list');
    expect(reply).toContain('Something failed on Tocsin’s side');
    expect(reply).not.toContain('secret-table');
    const cause = /`(command:[^`]+)`/.exec(reply)?.[1];
    expect(logged).toContainEqual(expect.objectContaining({ message: expect.stringContaining('secret-table'), cause }));
  });
});

describe('buttons', () => {
  const answers: { blocks: { text: { text: string } }[]; response_type: string; replace_original: boolean }[] = [];
  const withAnswers = async (run: (url: string) => Promise<void>): Promise<typeof answers> => {
    answers.length = 0;
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => {
        answers.push(JSON.parse(body));
        response.end('ok');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await run(`http://127.0.0.1:${(server.address() as AddressInfo).port}/actions`);
    server.closeAllConnections();
    server.close();
    return answers;
  };

  test('act, and say nothing when it worked', async () => {
    const id = await opened();
    const said = await withAnswers(async (response_url) => {
      for (const action of ['incident.ack', 'incident.take', 'incident.resolve'])
        expect(await send(pressBody(action, id, { response_url }))).toEqual({ statusCode: 200, body: '' });
    });
    expect(said).toEqual([]);
    expect(world.commits.flatMap(({ entries }) => entries.map(({ type }) => type))).toEqual([
      'incident.declared',
      'incident.acknowledged',
      'role.assigned',
      'incident.resolved',
    ]);
  });
  test('tell the person alone why nothing changed', async () => {
    const id = await opened();
    const said = await withAnswers(async (response_url) => {
      await send(pressBody('incident.ack', id, { response_url }));
      await send(pressBody('incident.ack', id, { response_url, user: { id: 'U0CHO00003', team_id: 'T0EXAMPLE1' } }));
    });
    expect(said).toMatchObject([{ response_type: 'ephemeral', replace_original: false }]);
    expect(said[0]?.blocks[0]?.text.text).toBe('Nothing changed: <@U0ANA00001> acknowledged it already.');
  });
  test('people of another workspace are refused', async () => {
    const id = await opened();
    const said = await withAnswers(async (response_url) => {
      await send(pressBody('incident.ack', id, { response_url, user: { id: 'U0EVE00001', team_id: 'T0OTHER001' } }));
    });
    expect(said[0]?.blocks[0]?.text.text).toBe(
      'Nothing changed: only members of this workspace can do that; ask one of them.',
    );
    expect(world.commits).toHaveLength(1);
  });
  test('an answer that cannot be given does not undo what was decided', async () => {
    const id = await opened();
    const gone = { response_url: 'http://127.0.0.1:1/actions' };
    await send(pressBody('incident.ack', id, gone));
    expect((await send(pressBody('incident.ack', id, gone))).statusCode).toBe(200);
    expect(logged).toContainEqual(expect.objectContaining({ message: 'could not answer' }));
  });
  test('that open an address are acknowledged without a world', async () => {
    expect(await send(pressBody('incident.open.runbook', ''))).toEqual({ statusCode: 200, body: '' });
    expect(worldsMade).toBe(0);
  });
});

describe('mentions', () => {
  const mention = (text: string, event_id: string, event: object = {}): Promise<unknown> =>
    send(
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
    const id = await opened();
    for (const _attempt of [0, 1])
      expect(await mention(`<@U0TOCSIN01> ack ${id}`, 'Ev1')).toMatchObject({ statusCode: 200 });
    expect(world.commits.map(({ cause }) => cause)).toEqual(['test', 'event:Ev1']);
  });
  test('by bots are ignored', async () => {
    await mention('<@U0TOCSIN01> open loop', 'Ev2', { bot_id: 'B0OTHER001' });
    expect(world.commits).toEqual([]);
  });
});

test('events nobody listens to are taken, so that Slack does not send them again', async () => {
  const body = JSON.stringify({
    type: 'event_callback',
    event_id: 'Ev1',
    team_id: 'T0EXAMPLE1',
    event: { type: 'pin_added', channel_id: 'C1' },
  });
  expect((await send(body, { contentType: 'application/json' })).statusCode).toBe(200);
});

test('the handler takes no callback: Lambda’s Node 24 refuses handlers with three parameters', () => {
  expect(handler.length).toBeLessThan(3);
});
