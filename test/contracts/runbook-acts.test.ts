import { createServer, type Server } from 'node:http';
import type { TaskOutcome } from '@tocsin/app';
import type { Act } from '@tocsin/runbook';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { close, listen } from '../../packages/workbench/src/cloud/listen.ts';
import { startRunbookWorld } from './runbook-world.ts';

// Every kind of act over the protocol of what it acts on, with crashes around each change and answers that get lost.
let world: Awaited<ReturnType<typeof startRunbookWorld>>;
let site: { url: string; server: Server };
let received: { key: string | undefined; body: string }[] = [];
let restarts: unknown[] = [];
let hook: { status: number; body: string; drop?: boolean };

const rule = 'arn:aws:elasticloadbalancing:eu-west-1:000000000000:listener-rule/app/shop/1/2/3';
const group = (name: string) => `arn:aws:elasticloadbalancing:eu-west-1:000000000000:targetgroup/${name}/1`;

beforeAll(async () => {
  world = await startRunbookWorld();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    received.push({ key: request.headers['idempotency-key']?.toString(), body: Buffer.concat(chunks).toString() });
    if (hook.drop) response.destroy();
    else response.writeHead(hook.status).end(hook.body);
  });
  site = { server, url: await listen(server) };
});
afterAll(async () => {
  await close(site.server);
  await world.stop();
});
beforeEach(() => {
  const { services, alarms, crash } = world;
  crash('before', 0);
  received = [];
  restarts = [];
  hook = { status: 200, body: '{"mended":true}' };
  services.functions.set('shop-restart', (payload) => {
    restarts.push(payload);
    return { restarted: 3, token: 'placeholder' };
  });
  services.documents.set('shop-mend', {
    end: (age) => (age < 25_000 ? undefined : { status: 'Success', outputs: { 'mend.Result': ['fine'] } }),
  });
  const record = (type: string, setIdentifier: string, weight: number) => ({
    name: 'shop.example.',
    type,
    setIdentifier,
    weight,
    ttl: 60,
    values: [type === 'A' ? '203.0.113.1' : '2001:db8::1'],
  });
  services.zones.set('Z1', [
    { ...record('A', 'blue', 1), name: 'a.example.' },
    record('A', 'blue', 9),
    record('A', 'green', 1),
    record('AAAA', 'blue', 9),
    record('AAAA', 'green', 1),
    { ...record('A', 'blue', 1), name: 'z.example.' },
  ]);
  services.rules.set(rule, {
    stickySeconds: 300,
    groups: [
      { arn: group('blue'), weight: 1 },
      { arn: group('green'), weight: 0 },
    ],
  });
  alarms.put({
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
  alarms.setState('shop/errors', { value: 'OK', reason: 'calm' });
});

const common = { timeout: 60_000, back: 'There is nothing to undo.' };
const lambda: Act = { act: 'lambda', function: 'shop-restart', payload: { service: 'front' }, ...common };
const automation: Act = {
  act: 'automation',
  document: 'shop-mend',
  parameters: { Service: 'front' },
  ...common,
  timeout: 900_000,
};
const webhook = (): Act => ({
  act: 'webhook',
  url: `${site.url}/mend`,
  method: 'POST',
  body: { service: 'front' },
  ...common,
});
const shift = { stages: [10, 50, 100], pause: 120_000, ...common, timeout: 900_000 };
const dns: Act = { act: 'route53-weight', zone: 'Z1', record: 'shop.example', from: 'blue', to: 'green', ...shift };
const alb: Act = { act: 'alb-weight', rule, from: 'blue', to: 'green', ...shift };
const call: Act = {
  act: 'aws',
  call: 'cloudwatch:DisableAlarmActions',
  parameters: { AlarmNames: ['shop/errors'] },
  ...common,
};

const weights = () =>
  Object.fromEntries(
    (world.services.zones.get('Z1') ?? []).map(({ name, type, setIdentifier, weight }) => [
      `${name} ${type} ${setIdentifier}`,
      weight,
    ]),
  );
const shares = () => world.services.rules.get(rule)?.groups.map(({ weight }) => weight);
const act = (what: Act, more: object = {}) => world.task({ type: 'act', act: what }, more);
const done = (what: Act): Promise<TaskOutcome> => world.settle(act(what));

describe('lambda', () => {
  it('is invoked with its payload, and its answer is kept without its secrets', async () => {
    expect(await done(lambda)).toMatchObject({
      type: 'done',
      output: '{"restarted":3,"token":"[masked]"}',
      link: expect.stringContaining('/functions/shop-restart'),
    });
    expect(restarts).toEqual([{ service: 'front' }]);
  });

  it('is given a key by which it can tell repetitions', async () => {
    let key: string | undefined;
    world.services.functions.set('shop-restart', (_, context) => void (key = context.custom?.['idempotencyKey']));
    await done(lambda);
    expect(key).toMatch(/^[0-9a-f]{64}$/);
  });

  it('that throws has failed, and says of what', async () => {
    world.services.functions.set('shop-restart', () => {
      throw new TypeError('no such service');
    });
    expect(await done(lambda)).toMatchObject({
      type: 'failed',
      text: 'shop-restart ran and failed: TypeError: no such service',
    });
  });

  it('that is not there was not invoked', async () => {
    expect(await done({ ...lambda, function: 'none' } as Act)).toMatchObject({
      type: 'failed',
      text: expect.stringMatching(/It was not done.*not found/),
    });
  });

  it('whose answer is lost is unknown, and not invoked again', async () => {
    world.services.disturb('lambda:Invoke', 'lose');
    expect(await done(lambda)).toMatchObject({
      type: 'unknown',
      lookAt: expect.stringContaining('log of the function'),
    });
    expect(restarts).toHaveLength(1);
  });

  it('that is turned away for the moment is invoked later', async () => {
    world.services.disturb('lambda:Invoke', 'throttle');
    expect(await done(lambda)).toMatchObject({ type: 'done' });
    expect(restarts).toHaveLength(1);
  });
});

describe('an automation', () => {
  it('is started once and followed to its end', async () => {
    const reasons: string[] = [];
    const outcome = await world.settle(act(automation), (reason) => reasons.push(reason));
    expect(outcome).toMatchObject({
      type: 'done',
      text: 'shop-mend ended as Success',
      output: '{"mend.Result":["fine"]}',
    });
    expect(reasons).toEqual(Array(3).fill('shop-mend is InProgress'));
  });

  it.each(['lose', 'refuse', 'throttle'] as const)('whose start is answered by "%s" is started once', async (fault) => {
    const before = world.services.executions.size;
    world.services.disturb('ssm:StartAutomationExecution', fault);
    expect(await done(automation)).toMatchObject({ type: 'done' });
    expect(world.services.executions.size).toBe(before + 1);
  });

  it('that fails says why; one that takes too long goes on without us', async () => {
    world.services.documents.set('shop-mend', { end: () => ({ status: 'Failed', failure: 'Step 2 failed' }) });
    expect(await done(automation)).toMatchObject({ type: 'failed', text: 'shop-mend ended as Failed: Step 2 failed' });
    world.services.documents.set('shop-mend', { end: () => undefined });
    expect(await done(automation)).toMatchObject({
      type: 'unknown',
      text: expect.stringContaining('still InProgress after 15 minutes'),
    });
  });
});

describe('a webhook', () => {
  it('is called once, with a key', async () => {
    expect(await done(webhook())).toMatchObject({ type: 'done', text: 'HTTP 200', output: '{"mended":true}' });
    expect(received).toEqual([{ key: expect.stringMatching(/^"[0-9a-f]{64}"$/), body: '{"service":"front"}' }]);
  });

  it.each([
    [{ status: 404, body: 'no' }, 'failed'],
    [{ status: 302, body: '' }, 'failed'],
    [{ status: 500, body: 'oops' }, 'unknown'],
    [{ status: 200, body: '', drop: true }, 'unknown'],
  ])('that answers %o has %s, and is not called again', async (answered, type) => {
    hook = answered;
    expect(await done(webhook())).toMatchObject({ type });
    expect(received).toHaveLength(1);
  });

  it('to where nobody listens, or to the inside, was not sent', async () => {
    const closed = { ...webhook(), url: 'http://127.0.0.1:9/' } as Act;
    expect(await done(closed)).toMatchObject({ type: 'failed', text: 'It was not sent: ECONNREFUSED' });
    const inside = { ...webhook(), url: 'https://169.254.169.254/latest/' } as Act;
    expect(await done(inside)).toMatchObject({
      type: 'failed',
      text: expect.stringContaining('does not call this address'),
    });
  });
});

describe('a call of AWS', () => {
  it('of a service that is not known is refused, and says what to do instead', async () => {
    const other = { ...call, call: 'workspaces:RebootWorkspaces' } as Act;
    expect(await done(other)).toMatchObject({ type: 'failed', text: expect.stringContaining('use an automation') });
  });

  it('that its service refuses was not done', async () => {
    expect(await done(call)).toMatchObject({
      type: 'failed',
      text: expect.stringMatching(/not done: UnknownOperation/),
    });
  });

  it('that does not exist is said', async () => {
    expect(await done({ ...call, call: 'ecs:MendService' } as Act)).toMatchObject({
      text: 'ecs has no call MendService.',
    });
  });
});

describe.each([
  ['route53-weight', () => dns, () => [weights()['shop.example. A blue'], weights()['shop.example. A green']], [9, 1]],
  ['alb-weight', () => alb, () => shares(), [1, 0]],
] as const)('%s', (_, act_, now, found) => {
  it('is shifted by stages, with pauses between them', async () => {
    const seen: unknown[] = [];
    const outcome = await world.settle(act(act_()), () => seen.push(now()));
    expect(seen).toEqual([
      [90, 10],
      [50, 50],
    ]);
    expect(now()).toEqual([0, 100]);
    expect(outcome).toMatchObject({ type: 'done', text: expect.stringContaining('blue 0, green 100') });
  });

  it('is put back when its alarm fires, and has failed', async () => {
    const guarded = { ...act_(), 'stop-on': 'shop/errors' } as Act;
    let waits = 0;
    const outcome = await world.settle(act(guarded), () => {
      waits += 1;
      if (waits === 8) world.alarms.setState('shop/errors', { value: 'ALARM', reason: 'it burns' });
    });
    expect(outcome).toMatchObject({
      type: 'failed',
      text: expect.stringMatching(/^shop\/errors fired after stage 2 \(50 % to green\)\. .* were put back/),
    });
    expect(now()).toEqual(found);
  });

  it('is put back when its time is over', async () => {
    const outcome = await done({ ...act_(), timeout: 130_000 } as Act);
    expect(outcome).toMatchObject({
      type: 'failed',
      text: expect.stringMatching(/not over after 2 minutes.*put back/),
    });
    expect(now()).toEqual(found);
  });

  it('is put back by whoever asks, after it was done', async () => {
    const shifted = act(act_());
    await world.settle(shifted);
    const back = world.task({ type: 'put-back', act: act_() as never, of: shifted.id });
    expect(await world.settle(back)).toMatchObject({ type: 'done', text: expect.stringContaining('are back') });
    expect(now()).toEqual(found);
    const again = world.task({ type: 'put-back', act: act_() as never, of: shifted.id });
    expect(await world.settle(again)).toMatchObject({
      type: 'done',
      text: expect.stringContaining('as they were found'),
    });
  });

  it.each([
    ['before', 1],
    ['after', 1],
    ['before', 2],
    ['after', 2],
    ['before', 3],
    ['after', 3],
  ] as const)('goes on after a crash %s stage %d, and passes through the same stages', async (place, stage) => {
    world.crash(place, stage);
    const seen = new Set<string>();
    expect(await world.settle(act(act_()), () => seen.add(JSON.stringify(now())))).toMatchObject({ type: 'done' });
    seen.delete(JSON.stringify(found));
    expect([...seen]).toEqual(expect.arrayContaining(['[90,10]', '[50,50]']));
    expect(now()).toEqual([0, 100]);
  });

  it('is put back also when the process dies while it is', async () => {
    const guarded = { ...act_(), 'stop-on': 'shop/errors' } as Act;
    world.crash('after', 2);
    let waits = 0;
    const outcome = await world.settle(act(guarded), () => {
      waits += 1;
      if (waits === 2) world.alarms.setState('shop/errors', { value: 'ALARM', reason: 'it burns' });
    });
    expect(outcome).toMatchObject({ type: 'failed', text: expect.stringContaining('put back') });
    expect(now()).toEqual(found);
  });
});

describe('what others change meanwhile', () => {
  it('is not overwritten', async () => {
    const outcome = await world.settle(act(alb), () => {
      world.services.rules.set(rule, {
        groups: [
          { arn: group('blue'), weight: 7 },
          { arn: group('green'), weight: 3 },
        ],
      });
    });
    expect(outcome).toMatchObject({ type: 'failed', text: expect.stringContaining('somebody changed them') });
    expect(shares()).toEqual([7, 3]);
  });

  it('leaves all else of a rule and a record as it is', async () => {
    await done(alb);
    expect(world.services.rules.get(rule)?.stickySeconds).toBe(300);
    await done(dns);
    expect(weights()).toMatchObject({
      'a.example. A blue': 1,
      'z.example. A blue': 1,
      'shop.example. AAAA green': 100,
    });
    expect(world.services.zones.get('Z1')?.every(({ ttl, values }) => ttl === 60 && values.length === 1)).toBe(true);
  });
});

it.each([
  ['a default rule', { isDefault: true, groups: [] }, 'default rule'],
  ['a rule without the group', { groups: [{ arn: group('blue'), weight: 1 }] }, 'does not forward to green'],
  [
    'a rule that a third shares',
    { groups: ['blue', 'green', 'red'].map((name) => ({ arn: group(name), weight: 1 })) },
    'red share the traffic too',
  ],
])('%s is not shifted', async (_, found, text) => {
  world.services.rules.set(rule, found);
  expect(await done(alb)).toMatchObject({ type: 'failed', text: expect.stringContaining(text) });
  expect(world.services.rules.get(rule)).toEqual(found);
});

describe('once, whatever happens', () => {
  const kinds: [string, () => Act, () => number, 'done' | 'unknown'][] = [
    ['lambda', () => lambda, () => restarts.length, 'unknown'],
    ['automation', () => automation, () => world.services.executions.size, 'done'],
    ['webhook', webhook, () => received.length, 'unknown'],
  ];

  it.each(kinds)('%s: a double click, and two deliveries at once', async (_, what, count) => {
    const before = count();
    const task = act(what());
    await Promise.all([world.deliver(task), world.deliver(task)]);
    world.pass(70_000);
    expect(await world.settle(task)).toMatchObject({ type: 'done' });
    expect(await world.settle(task)).toMatchObject({ type: 'done' });
    expect(count()).toBe(before + 1);
  });

  it.each(kinds)('%s: a crash before its change', async (_, what, count, type) => {
    const before = count();
    world.crash('before');
    expect(await world.settle(act(what()))).toMatchObject({ type });
    expect(count()).toBe(before + (type === 'done' ? 1 : 0));
  });

  it.each(kinds)('%s: a crash after its change', async (_, what, count, type) => {
    const before = count();
    world.crash('after');
    expect(await world.settle(act(what()))).toMatchObject({ type });
    expect(count()).toBe(before + 1);
  });

  it.each([
    ...kinds.map(([name, what]) => [name, what] as const),
    ['dns', () => dns] as const,
    ['alb', () => alb] as const,
  ])('%s: a dry run does nothing', async (_, what) => {
    const before = world.services.calls.filter((one) => /Invoke|Start|Change|Modify/.test(one)).length;
    const outcome = await world.settle(act(what(), { dryRun: true }));
    expect(outcome).toMatchObject({ type: 'would', text: expect.stringMatching(/^Would (invoke|start|send|set)/) });
    expect(world.services.calls.filter((one) => /Invoke|Start|Change|Modify/.test(one))).toHaveLength(before);
    expect(received).toEqual([]);
  });
});
