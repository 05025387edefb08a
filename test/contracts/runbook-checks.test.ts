import { createServer, type Server } from 'node:http';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Check, Expectation } from '@tocsin/runbook';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { close, listen } from '../../packages/workbench/src/cloud/listen.ts';
import { startRunbookWorld } from './runbook-world.ts';

// Every kind of check over the protocol of what it looks at.
let world: Awaited<ReturnType<typeof startRunbookWorld>>;
let site: { url: string; server: Server };
let answer: { status: number; body: string; headers?: Record<string, string>; hang?: boolean };

beforeAll(async () => {
  world = await startRunbookWorld();
  const server = createServer((request, response) => {
    if (answer.hang) return;
    response.writeHead(answer.status, answer.headers).end(`${answer.body} ${request.method}`);
  });
  site = { server, url: await listen(server) };
});
afterAll(async () => {
  await close(site.server);
  await world.stop();
});
beforeEach(() => {
  answer = { status: 200, body: 'fine' };
});

const equals = (value: number | string): Expectation => ({ type: 'compare', operator: '=', value });
const below = (value: number): Expectation => ({ type: 'compare', operator: '<', value });
const look = (check: Check) => world.settle(world.task({ type: 'check', check }));
const said = (check: Check) => look(check).then((outcome) => (outcome.type === 'read' ? outcome.judgement : outcome));

describe('a metric', () => {
  const check: Check = {
    check: 'metric',
    namespace: 'Shop',
    metric: 'Errors',
    dimensions: { Service: 'front' },
    statistic: 'Sum',
    period: 60_000,
    over: 600_000,
    expect: below(3),
    timeout: 30_000,
  };

  it('is read at its latest datapoint', async () => {
    const put = (value: number, secondsAgo: number) =>
      world.metrics.put({
        namespace: 'Shop',
        name: 'Errors',
        dimensions: { Service: 'front' },
        value,
        at: new Date(world.clock.now().getTime() - secondsAgo * 1000),
      });
    put(9, 200);
    put(1, 70);
    put(1, 65);
    const outcome = await look(check);
    expect(outcome).toMatchObject({
      reading: { type: 'value', value: 2 },
      judgement: { asExpected: true },
      at: '2026-11-05T13:58:00.000Z',
      link: expect.stringContaining('eu-west-1.console.aws.amazon.com/cloudwatch'),
    });
  });

  it('without a datapoint is no data, which is never as expected', async () => {
    expect(await said({ ...check, metric: 'Nothing' })).toEqual({
      asExpected: false,
      said: 'Nothing (Sum): no data, expected < 3',
    });
  });
});

describe('logs', () => {
  const check: Check = {
    check: 'logs',
    groups: ['/shop/front'],
    query: 'fields @message | filter level = "error"',
    over: 900_000,
    expect: equals(0),
    timeout: 30_000,
  };
  beforeAll(() => void world.services.logGroups.add('/shop/front'));

  it('count rows, and show the first without their secrets', async () => {
    world.services.insights = () => [{ '@message': 'login failed password=placeholder' }, { '@message': 'b' }];
    const outcome = await look(check);
    expect(outcome).toMatchObject({ reading: { value: 2 }, judgement: { asExpected: false } });
    expect(JSON.stringify(outcome)).not.toContain('placeholder');
    expect(outcome).toMatchObject({ link: expect.stringContaining('logs-insights') });
  });

  it('give a field of the first row', async () => {
    world.services.insights = () => [{ p99: '812' }];
    expect(await said({ ...check, field: 'p99', expect: below(1000) })).toMatchObject({ asExpected: true });
  });

  it('that do not end are stopped', async () => {
    world.services.insights = () => undefined;
    expect(await look(check)).toMatchObject({ type: 'failed', text: 'The query was not over in time and was stopped' });
    expect(world.services.stoppedQueries).toHaveLength(1);
  });

  it('of a group that is not there cannot be looked at', async () => {
    expect(await look({ ...check, groups: ['/none'] })).toMatchObject({
      type: 'failed',
      text: expect.stringContaining("'/none' does not exist"),
    });
  });
});

describe('an item', () => {
  const check = (expected: Extract<Check, { check: 'dynamodb' }>['expect'], pk = 'design-1'): Check => ({
    check: 'dynamodb',
    table: world.table.table,
    key: { pk, sk: 'STATE' },
    expect: expected,
    timeout: 30_000,
  });
  beforeAll(async () => {
    const Item = { pk: 'design-1', sk: 'STATE', state: 'READY', tries: 3, owner: 'placeholder' };
    await world.table.client.send(new PutCommand({ TableName: world.table.table, Item }));
  });

  it('is there, or not', async () => {
    expect(await said(check('exists'))).toEqual({ asExpected: true, said: 'the item is there, expected: exists' });
    expect(await said(check('exists', 'design-2'))).toMatchObject({ asExpected: false });
    expect(await said(check('absent', 'design-2'))).toMatchObject({ asExpected: true });
  });

  it('has attributes, of which only those asked for are read', async () => {
    const outcome = await look(check({ state: equals('READY'), tries: below(3) }));
    expect(outcome).toMatchObject({
      reading: { item: { state: 'READY', tries: 3 } },
      judgement: { asExpected: false, said: 'state: READY, expected = READY; tries: 3, expected < 3' },
    });
    expect(JSON.stringify(outcome)).not.toContain('placeholder');
  });

  it('of a table that is not there cannot be looked at', async () => {
    expect(await look({ ...(check('exists') as object), table: 'none' } as Check)).toMatchObject({ type: 'failed' });
  });
});

describe('http', () => {
  const check = (more: object = {}): Check =>
    ({
      check: 'http',
      url: `${site.url}/health`,
      method: 'GET',
      headers: {},
      expect: equals(200),
      timeout: 30_000,
      ...more,
    }) as Check;

  it('reads the status and looks for a text', async () => {
    expect(await said(check({ contains: 'fine GET' }))).toEqual({
      asExpected: true,
      said: 'HTTP status: 200, expected = 200',
    });
    expect(await said(check({ contains: 'other' }))).toMatchObject({ asExpected: false });
    answer = { status: 503, body: '' };
    expect(await said(check())).toMatchObject({ asExpected: false });
  });

  it('does not follow where it is led', async () => {
    answer = { status: 302, body: '', headers: { location: 'http://169.254.169.254/latest/' } };
    expect(await look(check())).toMatchObject({
      reading: { status: 302 },
      text: expect.stringContaining('leads to http://169.254.169.254/latest/'),
    });
  });

  it('that does not answer has no status', async () => {
    answer = { status: 200, body: '', hang: true };
    expect(await said(check({ timeout: 200 }))).toEqual({ asExpected: false, said: 'no answer, expected HTTP = 200' });
  });

  it('to an address of the inside is not asked', async () => {
    const outcome = await look(check({ url: site.url.replace('127.0.0.1', '127.0.0.2') }));
    expect(outcome).toMatchObject({ type: 'failed', text: expect.stringContaining('does not ask this address') });
  });
});

describe('a canary', () => {
  const check = (step?: string): Check => ({
    check: 'canary',
    workflow: 'share-link',
    expect: 'passes',
    timeout: 120_000,
    ...(step === undefined ? {} : { step }),
  });
  const run = (percent: number, step?: string) =>
    world.metrics.put({
      namespace: 'CloudWatchSynthetics',
      name: 'SuccessPercent',
      dimensions: { CanaryName: 'tocsin_test_share-link', ...(step === undefined ? {} : { StepName: step }) },
      value: percent,
      at: world.clock.now(),
    });

  it('is read at the first run that began after it was asked for', async () => {
    run(0);
    let waits = 0;
    const task = world.task({ type: 'check', check: check() });
    const outcome = await world.settle(task, () => {
      waits += 1;
      if (waits === 13) run(100);
    });
    expect(outcome).toMatchObject({ reading: { value: 'PASSED' }, judgement: { asExpected: true } });
  });

  it('whose step was not reached has failed', async () => {
    // Their times are whole minutes.
    world.pass(60_000 - (world.clock.now().getTime() % 60_000));
    run(0);
    run(100, 'open');
    expect(await look(check('open'))).toMatchObject({ reading: { value: 'PASSED' } });
    expect(await look(check('share'))).toMatchObject({
      reading: { value: 'FAILED' },
      text: expect.stringContaining('not reached'),
    });
  });

  it('that does not run is told so', async () => {
    world.pass(600_000);
    expect(await look(check())).toMatchObject({
      type: 'failed',
      text: expect.stringContaining('No run of tocsin_test_share-link'),
    });
  });
});

describe('an alarm', () => {
  const check: Check = { check: 'alarm', alarm: 'shop/errors', expect: 'OK', timeout: 30_000 };

  it('is read with its reason', async () => {
    world.alarms.put({
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
    world.alarms.setState('shop/errors', { value: 'ALARM', reason: 'it burns' });
    expect(await look(check)).toMatchObject({
      reading: { value: 'ALARM' },
      text: 'it burns',
      judgement: { asExpected: false },
    });
  });

  it('that is not there cannot be looked at', async () => {
    expect(await look({ ...check, alarm: 'none' })).toMatchObject({
      type: 'failed',
      text: 'There is no alarm none in eu-west-1',
    });
  });
});
