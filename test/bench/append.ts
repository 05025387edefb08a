import { randomUUID } from 'node:crypto';
import { awsClients, dynamoStore, tableInput } from '@tocsin/aws';
import { settings } from '@tocsin/catalog';
import { type Command, type Commit, decide, fold, type Incident } from '@tocsin/incident';
import { type CoreWorld, commit } from '../../packages/app/src/commit.ts';
import { startStorage } from '../../packages/workbench/src/cloud/index.ts';
import { startMeter, type Usage, usageOf } from './dynamodb-meter.ts';
import { type Figure, round } from './figure.ts';
import { syntheticWorkflows } from './synthetic-catalog.ts';

const table = 'tocsin-bench';
const silent = { info() {}, warn() {}, error() {} };
const workflows = syntheticWorkflows(1);
const alice = { type: 'person', id: 'U0ALICE' } as const;

/** What one more note costs: the incident is loaded, the note appended, the head written. */
export interface AppendCost {
  readonly length: number;
  readonly usage: Usage;
}

/** The cost of a note on timelines of these lengths. */
export async function appendCosts(lengths: readonly number[]): Promise<AppendCost[]> {
  const storage = await startStorage({ tables: [tableInput(table)] });
  const meter = await startMeter({ upstream: storage.endpoint });
  const store = dynamoStore({ client: clientFor(meter.url), table });
  const clock = { now: () => new Date('2026-11-05T14:00:00Z') };
  const world: CoreWorld = {
    store,
    clock,
    log: silent,
    outbox: { send: async () => {} },
    catalog: { workflows, settings },
  };
  const costs: AppendCost[] = [];
  try {
    for (const length of lengths) {
      const id = `20261105-${String(length).padStart(8, '0')}`;
      await grow(world, id, length);
      meter.take();
      const incident = await store.load(id);
      await commit(world, { id, incident, command: note(length), cause: randomUUID() });
      costs.push({ length, usage: usageOf(meter.take()) });
    }
    return costs;
  } finally {
    await meter.stop();
    await storage.stop();
  }
}

/** A timeline of so many commits, as `commit` would have left it; the heads in between are spared. */
async function grow({ store, catalog, clock }: CoreWorld, id: string, length: number): Promise<void> {
  const at = clock.now().toISOString();
  let incident: Incident | undefined;
  for (let version = 1; version <= length; version++) {
    const command: Command = version === 1 ? declaration(id) : note(version);
    const decision = decide(incident, command, { at, ...catalog });
    if (decision.type === 'refusal') throw new Error(decision.reason);
    // Causes are ids of events and requests: as long, and as incompressible, as these.
    const next: Commit = { incident: id, version, cause: randomUUID(), recordedAt: at, entries: decision.entries };
    if (!(await store.append(next))) throw new Error(`version ${version} is taken`);
    incident = fold(incident, [next]);
  }
  if (incident) await store.saveHead(incident, at);
}

const declaration = (id: string): Command => ({
  type: 'declare',
  title: 'The third step fails',
  severity: 'SEV2',
  key: `incident:${id}`,
  workflow: 'path-1',
  by: alice,
});

const note = (number: number): Command => ({
  type: 'note',
  by: alice,
  text: `Note ${number}: the store answers again, but slowly`,
});

/** The endpoint is what the SDK would read from the environment. */
function clientFor(endpoint: string) {
  process.env['AWS_REGION'] = 'us-east-1';
  process.env['AWS_ENDPOINT_URL_DYNAMODB'] = endpoint;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return awsClients({ maxAttempts: 1, credentials, redirected: { sqs: true, s3: true } }).documents();
}

export function appendFigures(costs: readonly AppendCost[]): Figure[] {
  const [short] = costs;
  const long = costs.at(-1);
  if (!short || !long) throw new Error('nothing was measured');
  const units = ({ usage: { reads, writes } }: AppendCost) => reads + writes;
  return [
    {
      name: 'append.flat',
      value: long.usage.calls,
      unit: `requests at ${long.length} entries`,
      ratio: round(long.usage.calls / short.usage.calls),
      against: `${short.usage.calls} at ${short.length} entries`,
      aim: '1',
      parts: long.usage.byOperation,
    },
    {
      name: 'append.flat-units',
      value: units(long),
      unit: `request units at ${long.length} entries`,
      ratio: round(units(long) / units(short)),
      against: `${units(short)} at ${short.length} entries`,
      aim: 'about 1',
      parts: Object.fromEntries(costs.map((cost) => [`at ${cost.length}`, units(cost)])),
    },
  ];
}
