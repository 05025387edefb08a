import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient, type PutCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoStore } from '@tocsin/aws';
import { settings } from '@tocsin/catalog';
import { type Command, decide, fold, type Incident } from '@tocsin/incident';
import { clientConfig } from '../../packages/workbench/src/cloud/aws.ts';
import { incidentsChannel } from '../../packages/workbench/src/people.ts';
import { alarmEvent } from '../harness/events.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';
import { type Meter, startMeter, type Usage, usageOf } from './dynamodb-meter.ts';
import { type Figure, round, sum } from './figure.ts';
import { syntheticWorkflows } from './synthetic-catalog.ts';

const table = 'tocsin-test';
const workflows = syntheticWorkflows(2);
const alice = { type: 'person', id: 'U0ALICE' } as const;
const day = 86_400_000;
/** More than any list shows at once: so many are open, and of so many somebody owes something, however many are stored. */
const listed = 40;
/** BatchWriteItem (API reference: at most 25). */
const atOnce = 25;

/** What each thing that people and alarms make Tocsin do asks of DynamoDB while so many incidents are stored. */
export interface FlatCost {
  readonly stored: number;
  readonly did: Readonly<Record<string, Usage>>;
}

/** Each of them reads through another index or key; none may notice how much lies beside what it wants. */
const deeds: Readonly<Record<string, (story: Story) => Promise<unknown>>> = {
  'an incident opens': (story) => story.happens(alarm(story, 'ALARM')),
  'a command in its channel': (story) => story.types(alice.id, story.incidentChannel(), '/incident status'),
  'list of the open': (story) => story.types(alice.id, { id: incidentsChannel }, '/incident list'),
  'list of all': (story) => story.types(alice.id, { id: incidentsChannel }, '/incident list all'),
  'list of one’s own': (story) => story.types(alice.id, { id: incidentsChannel }, '/incident list mine'),
  Home: async (story) => {
    await story.slack.as(alice.id).openHome();
    await story.settled();
  },
  'a form that offers incidents': async (story) => {
    await story.types(alice.id, story.incidentChannel(), '/incident merge');
    await story.slack.as(alice.id).suggestInView({ actionId: 'offer.incidents', query: 'path' });
  },
  'a minute in which nothing is due': (story) => story.passes(minutes(1)),
  'the alarm recovers': (story) => story.happens(alarm(story, 'OK')),
  'it is resolved': (story) => story.presses(alice.id, story.incidentChannel(), 'Resolve'),
};

const alarm = ({ clock }: Story, value: 'ALARM' | 'OK') =>
  alarmEvent({ workflow: 'path-1', step: 'three', value, at: clock.now() });

export async function flatCosts(stored: number): Promise<FlatCost> {
  let meter: Meter | undefined;
  let endpoint = '';
  const story = await startStory({
    workflows,
    rateLimits: 'off',
    environment: async (environment) => {
      endpoint = environment['AWS_ENDPOINT_URL_DYNAMODB'] ?? '';
      meter = await startMeter({ upstream: endpoint });
      return { ...environment, AWS_ENDPOINT_URL_DYNAMODB: meter.url };
    },
  });
  try {
    await store(endpoint, heaped(stored, story.clock.now()));
    meter?.take();
    const did: Record<string, Usage> = {};
    for (const [name, run] of Object.entries(deeds)) {
      await run(story);
      did[name] = usageOf(meter?.take() ?? []);
    }
    return { stored, did };
  } finally {
    await story.stop();
    await meter?.stop();
  }
}

/** Incidents of the other workflow, one an hour, each with the same story; all of them somebody's, the latest still open. */
function* heaped(count: number, now: Date): Generator<{ incident: Incident; owes: boolean }> {
  for (let index = 0; index < count; index++) {
    const at = new Date(now.getTime() - day - index * 3_600_000).toISOString();
    const id = `${at.slice(0, 10).replaceAll('-', '')}-${String(index).padStart(8, '0')}`;
    yield { incident: madeUp(id, at, index < listed), owes: index < listed };
  }
}

function madeUp(id: string, at: string, isOpen: boolean): Incident {
  const commands: Command[] = [
    {
      type: 'declare',
      title: 'The third step fails',
      severity: 'SEV2',
      key: `incident:${id}`,
      workflow: 'path-2',
      by: alice,
    },
    { type: 'record-channel', channel: `C0${id.slice(-8)}`, name: `inc-${id}`, private: false },
    ...(isOpen ? [] : [{ type: 'resolve', by: alice } as const, { type: 'close', by: alice } as const]),
  ];
  let incident: Incident | undefined;
  for (const command of commands) {
    const decision = decide(incident, command, { at, workflows, settings });
    if (decision.type === 'refusal') throw new Error(decision.reason);
    const version = (incident?.version ?? 0) + 1;
    incident = fold(incident, [
      { incident: id, version, cause: `${id}:${version}`, recordedAt: at, entries: decision.entries },
    ]);
  }
  if (!incident) throw new Error('nothing was declared');
  return incident;
}

/** Puts what the store would put, many at a time: a hundred thousand single requests are a coffee's time. */
async function store(endpoint: string, incidents: Iterable<{ incident: Incident; owes: boolean }>): Promise<void> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig(endpoint)));
  let items: Record<string, unknown>[] = [];
  const collecting = dynamoStore({
    table,
    client: { send: async ({ input }: PutCommand) => void items.push(input.Item ?? {}) } as never,
  });
  const flush = async () => {
    const RequestItems = { [table]: items.map((Item) => ({ PutRequest: { Item } })) };
    items = [];
    await client.send(new BatchWriteCommand({ RequestItems }));
  };
  for (const { incident, owes } of incidents) {
    const { id, declared } = incident;
    if (items.length + 2 > atOnce) await flush();
    await collecting.saveHead(incident, undefined);
    await collecting.savePart({
      incident: id,
      user: alice.id,
      since: declared.at,
      ...(owes ? { owes: declared.at.slice(0, 10) } : {}),
    });
  }
  if (items.length > 0) await flush();
  client.destroy();
}

const units = ({ reads, writes }: Usage): number => reads + writes;
const whole = ({ did }: FlatCost, of: (usage: Usage) => number): number => sum(Object.values(did).map(of));

export function flatFigures([few, many]: readonly [FlatCost, FlatCost]): Figure[] {
  const scans = sum([few, many].map((cost) => whole(cost, ({ byOperation }) => byOperation['Scan'] ?? 0)));
  const perDeed = (of: (usage: Usage) => number) =>
    Object.fromEntries(
      Object.entries(many.did).flatMap(([name, usage]) => {
        const before = few.did[name];
        return [
          [name, round(of(usage), 1)],
          ...(before && of(before) !== of(usage) ? [[`${name}, before`, round(of(before), 1)]] : []),
        ];
      }),
    );
  return (
    [
      ['flat.requests', 'requests', ({ calls }: Usage) => calls],
      ['flat.units', 'request units', units],
    ] as const
  )
    .map(
      ([name, unit, of]): Figure => ({
        name,
        value: round(whole(many, of), 1),
        unit: `${unit} with ${many.stored} incidents stored`,
        ratio: round(whole(many, of) / whole(few, of), 3),
        against: `${round(whole(few, of), 1)} with ${few.stored}`,
        aim: '1',
        parts: perDeed(of),
      }),
    )
    .concat({ name: 'flat.scans', value: scans, unit: 'Scan requests', aim: '0' });
}
