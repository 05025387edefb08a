import { createHmac } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tableInput } from '../../packages/aws/src/table.ts';
import { type Cloud, type FunctionName, startCloud } from '../../packages/workbench/src/cloud/index.ts';
import { type Graph, graphOf } from './tools/graph.ts';
import { agreeableSlack, builtFunction, recorder } from './tools/observed.ts';
import { root } from './tools/places.ts';
import { grantsOf, read, role } from './tools/read.ts';

// Exact permissions are worth little if they are too few: the built functions play an incident, and what they asked AWS
// for is held against what their roles allow.
const names = ['intake', 'slack', 'respond', 'tick'] as const;
const bundle = (name: string) => path.join(root, 'dist/functions', name, 'index.mjs');
const built = names.every((name) => existsSync(bundle(name)));
const signingSecret = 'signing-of-these-tests';

describe.skipIf(!built)('what the built functions ask for, they are allowed (needs `npm run build`)', () => {
  const calls = Object.fromEntries(names.map((name) => [name, new Set<string>()])) as Record<FunctionName, Set<string>>;
  const stops: (() => unknown)[] = [];
  let graph: Graph;
  let cloud: Cloud;

  beforeAll(async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'tocsin-enough-'));
    stops.push(() => rmSync(folder, { recursive: true, force: true }));
    graph = await graphOf('test');
    const slack = await agreeableSlack();
    stops.push(slack.stop);
    cloud = await startCloud({
      tables: [tableInput('tocsin')],
      timeScale: 60,
      handlers: async (resources) => {
        const made = await Promise.all(
          names.map(async (name) => {
            const dynamo = await recorder(resources.storage.endpoint, calls[name]);
            const rest = await recorder(resources.messaging.endpoint, calls[name]);
            const lambda = builtFunction(
              bundle(name),
              {
                ...resources.environment,
                AWS_ENDPOINT_URL_DYNAMODB: dynamo.url,
                AWS_ENDPOINT_URL_SQS: rest.url,
                AWS_ENDPOINT_URL_SNS: rest.url,
                AWS_ENDPOINT_URL_S3: rest.url,
                TOCSIN_INCIDENTS_CHANNEL: 'C0123456789',
                SLACK_BOT_TOKEN: 'token-of-these-tests',
                SLACK_SIGNING_SECRET: signingSecret,
                SLACK_API_URL: slack.url,
              },
              folder,
            );
            stops.push(dynamo.stop, rest.stop, lambda.stop);
            return [name, (event: never) => lambda.invoke(event)] as const;
          }),
        );
        return Object.fromEntries(made);
      },
    });
    await playAnIncident();
  }, 120_000);

  afterAll(async () => {
    await cloud?.stop();
    for (const stop of stops.reverse()) stop();
  });

  const about = { version: '0', account: '123456789012', region: 'eu-west-1', resources: [] };

  async function playAnIncident(): Promise<void> {
    const time = new Date().toISOString();
    const canary = { 'canary-name': 'tocsin_test_design-viewer', 'canary-id': 'c-1', 'canary-run-id': 'r-1' };
    const run = { 'test-run-status': 'FAILED', 'state-reason': 'down for step: view', 'artifact-location': 'artifacts/canaries/run' };
    const timeline = { 'canary-run-timeline': { started: Date.now() / 1000, completed: Date.now() / 1000 } };
    const alarmName = 'tocsin/test/design-viewer/step-failing/view';
    const state = { value: 'ALARM', reason: 'drill', timestamp: time };
    await put('aws.synthetics', 'Synthetics Canary TestRun Failure', { ...canary, ...run, ...timeline }, 'e-1', time);
    await put('aws.cloudwatch', 'CloudWatch Alarm State Change', { alarmName, state, previousState: { value: 'OK' }, configuration: { metrics: [] } }, 'e-2', time);
    for (const text of ['list', 'open the other thing', 'status', 'ack', 'take', 'resolve it works']) {
      await slash(text);
      await cloud.settled();
    }
    // A minute is a second here; an incident is looked at again after a minute of real time, which nobody waits for.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await cloud.settled();
  }

  async function put(source: string, type: string, detail: object, id: string, time: string): Promise<void> {
    cloud.bus.put({ ...about, id, time, source, 'detail-type': type, detail } as never);
    await cloud.settled();
  }

  async function slash(text: string): Promise<void> {
    const body = new URLSearchParams({
      command: '/incident',
      text,
      user_id: 'U0123456789',
      channel_id: 'C0123456780',
      trigger_id: `t-${text}`,
      team_id: 'T0123456789',
    }).toString();
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
    const answer = await fetch(cloud.slack?.url ?? '', {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': signature,
      },
      body,
    });
    expect(answer.status, text).toBe(200);
  }

  it.each(names)('%s', (name) => {
    const capital = name[0]?.toUpperCase() + name.slice(1);
    const allowed = grantsOf(read(() => graph).one(role, `${capital}Role`)).map((line) =>
      line.startsWith('dynamodb:')
        ? line.replace(/dynamodb table\/IncidentsTable(\/)?/, (_, slash) => (slash ? '' : 'table'))
        : line.replace(/ on .*/, ''),
    );
    expect([...calls[name]].filter((call) => !allowed.includes(call))).toEqual([]);
    expect([...calls[name]].length, 'calls made').toBeGreaterThan(0);
    if (process.env['SHOW']) console.log(name, [...calls[name]].sort(), 'unused:', allowed.filter((line) => !calls[name].has(line) && !line.startsWith('logs')));
  });
});
