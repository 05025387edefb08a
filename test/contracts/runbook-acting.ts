import { createServer } from 'node:http';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { TaskOutcome } from '@tocsin/app';
import type { Act } from '@tocsin/runbook';
import { close, listen } from '../../packages/workbench/src/cloud/listen.ts';
import { startRunbookWorld } from './runbook-world.ts';

export const rule = 'arn:aws:elasticloadbalancing:eu-west-1:000000000000:listener-rule/app/shop/1/2/3';
export const group = (name: string) => `arn:aws:elasticloadbalancing:eu-west-1:000000000000:targetgroup/${name}/1`;

const common = { timeout: 60_000, back: 'There is nothing to undo.' };
const shift = { stages: [10, 50, 100], pause: 120_000, ...common, timeout: 900_000 };
/** One act of each kind; `aws` is a call that leaves the same however often it is made, `count` one that does not. */
export const acts = {
  lambda: { act: 'lambda', function: 'shop-restart', payload: { service: 'front' }, ...common },
  automation: {
    act: 'automation',
    document: 'shop-mend',
    parameters: { Service: 'front' },
    ...common,
    timeout: 900_000,
  },
  aws: {
    act: 'aws',
    call: 'lambda:PutFunctionConcurrency',
    parameters: { FunctionName: 'shop-restart', ReservedConcurrentExecutions: 5 },
    ...common,
  },
  count: {
    act: 'aws',
    call: 'dynamodb:UpdateItem',
    parameters: {
      TableName: 'TABLE',
      Key: { pk: { S: 'shop' }, sk: { S: 'restarts' } },
      UpdateExpression: 'ADD restarts :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    },
    ...common,
  },
  dns: { act: 'route53-weight', zone: 'Z1', record: 'shop.example', from: 'blue', to: 'green', ...shift },
  alb: { act: 'alb-weight', rule, from: 'blue', to: 'green', ...shift },
} as const satisfies Readonly<Record<string, Act>>;

/** The world of runbooks with a shop in it that can be mended: a function, a document, a site, weights that are shared. */
export async function startActing() {
  const world = await startRunbookWorld();
  const restarts: unknown[] = [];
  const received: { key: string | undefined; body: string }[] = [];
  let hook: { status: number; body: string; drop?: boolean } = { status: 200, body: '' };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    received.push({ key: request.headers['idempotency-key']?.toString(), body: Buffer.concat(chunks).toString() });
    if (hook.drop) response.destroy();
    else response.writeHead(hook.status).end(hook.body);
  });
  const url = await listen(server);

  const weights = () =>
    Object.fromEntries(
      (world.services.zones.get('Z1') ?? []).map(({ name, type, setIdentifier, weight }) => [
        `${name} ${type} ${setIdentifier}`,
        weight,
      ]),
    );
  const act = (what: Act, more: object = {}) => world.task({ type: 'act', act: what }, more);
  return {
    world,
    restarts,
    received,
    weights,
    act,
    done: (what: Act): Promise<TaskOutcome> => world.settle(act(what)),
    webhook: {
      act: 'webhook',
      url: `${url}/mend`,
      method: 'POST',
      body: { service: 'front' },
      ...common,
    } satisfies Act,
    count: { ...acts.count, parameters: { ...acts.count.parameters, TableName: world.table.table } } satisfies Act,
    /** How often `count` was carried out. */
    async counted(): Promise<number> {
      const { Item } = await world.table.client.send(
        new GetCommand({ TableName: world.table.table, Key: { pk: 'shop', sk: 'restarts' } }),
      );
      return Number(Item?.['restarts'] ?? 0);
    },
    shares: () => world.services.rules.get(rule)?.groups.map(({ weight }) => weight),
    answers: (answer: typeof hook) => {
      hook = answer;
    },
    /** As it was before anything was done. */
    reset() {
      const { services, alarms, crash } = world;
      crash('before', 0);
      received.length = 0;
      restarts.length = 0;
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
      services.reserved.clear();
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
    },
    async stop() {
      await close(server);
      await world.stop();
    },
  };
}
