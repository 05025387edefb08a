import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cloud, startCanaryRuntime, startCloud } from '../../packages/workbench/src/cloud/index.ts';
import { type Graph, graphOf } from './tools/graph.ts';
import { recorder } from './tools/observed.ts';
import { root } from './tools/places.ts';
import { read, role, type Statement, statementsOf } from './tools/read.ts';

// As for the functions (enough.test.ts): the built canaries look at the demo service, and what they asked AWS for, down to
// the record and its attributes, is held against what their roles allow.
/** By a path that TypeScript does not follow: the demo's types hold under the stricter settings of the packages alone. */
interface DemoModule {
  startDemo(options: Record<string, string>): Promise<{ environment: Record<string, string>; stop(): Promise<void> }>;
}
const demoModule: string = path.join(root, 'packages/workbench/src/demo/index.ts');

const archive = (id: string) => path.join(root, 'dist/canaries', `${id}.zip`);
const ids = ['design-viewer', 'share-link'] as const;
const built = ids.every((id) => existsSync(archive(id)));

describe.skipIf(!built)('what the built canaries ask for, they are allowed (needs `npm run build`)', () => {
  const calls = Object.fromEntries(ids.map((id) => [id, new Set<string>()]));
  const requests: { id: string; target: string; body: Record<string, any> }[] = [];
  const stops: (() => unknown)[] = [];
  let graph: Graph;
  let cloud: Cloud;

  beforeAll(async () => {
    graph = await graphOf('test');
    cloud = await startCloud({ tables: [] });
    stops.push(() => cloud.stop());
    const { startDemo } = (await import(demoModule)) as DemoModule;
    const demo = await startDemo({
      dynamodbEndpoint: cloud.storage.endpoint,
      sqsEndpoint: cloud.messaging.endpoint,
      s3Endpoint: cloud.messaging.endpoint,
    });
    stops.push(() => demo.stop());
    for (const id of ids) {
      const own = calls[id] ?? new Set();
      const note = (target: string, body: string) =>
        void requests.push({ id, target, body: JSON.parse(body) as Record<string, any> });
      const dynamo = await recorder(demo.environment['DYNAMODB_CACHE_ENDPOINT'] ?? '', own, note);
      const watch = await recorder(cloud.services.endpoint, own, note);
      stops.push(dynamo.stop, watch.stop);
      const runtime = await startCanaryRuntime({
        archive: await readFile(archive(id)),
        environment: {
          ...cloud.environment,
          ...demo.environment,
          DYNAMODB_CACHE_ENDPOINT: dynamo.url,
          AWS_ENDPOINT_URL_CLOUDWATCH: watch.url,
        },
      });
      stops.push(() => runtime.stop());
      const result = await runtime.script({ canary: id, runId: '1', signal: new AbortController().signal });
      expect(result.error, runtime.log.join('')).toBeUndefined();
    }
  }, 300_000);

  afterAll(async () => {
    for (const stop of stops.reverse()) await stop();
  });

  const statements = (id: string): Statement[] => {
    const name = `${id.replace(/(^|-)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase())}CanaryRole`;
    const policies: { policy: string }[] = read(() => graph).one(role, name)['inlinePolicies'];
    return policies.flatMap(({ policy }) => statementsOf(policy));
  };
  /** What Synthetics itself does with a role: artifacts, logs, spans, its own metrics. */
  const synthetics = /^(s3|logs|xray):/;

  it.each(ids)('%s: that, and nothing but that', (id) => {
    const allowed = statements(id).flatMap(({ Action }) => [Action].flat());
    const needed = allowed.filter((action) => !synthetics.test(action));
    expect([...(calls[id] ?? [])].map((call) => call.replace(/ on .*/, '')).sort()).toEqual(needed.sort());
  });

  it('of the table one record, of the record the attributes that are looked at', () => {
    const grant = statements('design-viewer').find(({ Action }) => [Action].flat().includes('dynamodb:GetItem'));
    const condition = grant?.Condition?.['ForAllValues:StringEquals'] ?? {};
    const reads = requests.filter(({ target }) => target.endsWith('.GetItem'));
    expect(reads.length).toBeGreaterThan(0);
    for (const { body } of reads) {
      const [partition] = Object.values(body['Key'] as Record<string, { S: string }>);
      expect([partition?.S]).toEqual(condition['dynamodb:LeadingKeys']);
      expect(Object.values(body['ExpressionAttributeNames'] as object)).toEqual(condition['dynamodb:Attributes']);
    }
  });

  it('metrics in the namespace that it may put them in', () => {
    const grant = statements('share-link').find(({ Action }) => [Action].flat().includes('cloudwatch:PutMetricData'));
    const puts = requests.filter(({ target }) => target.endsWith('.PutMetricData'));
    expect(new Set(puts.map(({ id }) => id))).toEqual(new Set(ids));
    for (const { body } of puts)
      expect(grant?.Condition?.['StringEquals']?.['cloudwatch:namespace']).toContain(body['Namespace']);
  });
});
