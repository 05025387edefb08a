import type { World } from '@tocsin/app';
import type { AwsClients } from '@tocsin/aws';
import { startTocsin } from '../harness/tocsin.ts';
import type { Figure } from './figure.ts';
import { lockstep, type Step } from './lockstep.ts';
import { oneAlarmEach, syntheticWorkflows } from './synthetic-catalog.ts';

/**
 * The calls that wait for one another from an alarm at intake to the step in its channel, oldest first: no clock is read,
 * so the machine and what else it does make no difference. The first opening loads code, and does not count.
 */
export async function callsInARow(): Promise<readonly Step[]> {
  const workflows = syntheticWorkflows(2);
  let row = lockstep();
  const tocsin = await startTocsin({
    workflows,
    rateLimits: 'off',
    aroundAws: (clients) => eachRequest(clients, (name, send) => row.call('aws', name, send)),
    around: (world) => ({ ...world, chat: eachCall(world.chat, (name, send) => row.call('slack', name, send)) }),
  });
  try {
    for (const event of oneAlarmEach(workflows, tocsin.clock.now())) {
      row = lockstep();
      await tocsin.happens(event);
    }
    return row.until('post');
  } finally {
    await tocsin.stop();
  }
}

type Watch = <Answer>(name: string, send: () => Promise<Answer>) => Promise<Answer>;

/** Clients of which every request is handed to `watch` with its name. */
function eachRequest(clients: AwsClients, watch: Watch): AwsClients {
  const watched = <Client extends { send(...request: never[]): unknown }>(client: Client): Client =>
    new Proxy(client, {
      get(target, property) {
        const value: unknown = Reflect.get(target, property, target);
        if (property !== 'send' || typeof value !== 'function') return value;
        return (command: object, ...rest: unknown[]) =>
          watch(command.constructor.name.replace(/Command$/, ''), () => value.call(target, command, ...rest));
      },
    });
  return {
    ...clients,
    documents: () => watched(clients.documents()),
    queues: () => watched(clients.queues()),
    topics: async (region) => watched(await clients.topics(region)),
  };
}

function eachCall(chat: World['chat'], watch: Watch): World['chat'] {
  return Object.fromEntries(
    Object.entries(chat).map(([name, call]: [string, (...request: unknown[]) => Promise<unknown>]) => [
      name,
      (...request: unknown[]) => watch(name, () => call(...request)),
    ]),
  ) as unknown as World['chat'];
}

export function rowFigures(steps: readonly Step[]): Figure[] {
  const ofDynamo = steps.filter(({ service, names }) => service === 'aws' && !names.includes('SendMessage'));
  const told = (some: readonly Step[]) =>
    Object.fromEntries(some.map(({ names }, index) => [`${index + 1}. ${names.join(' beside ')}`, names.length]));
  return [
    {
      name: 'calls-in-a-row-until-step-visible',
      value: steps.length,
      unit: 'calls that wait for one another',
      aim: '≤ 6',
      parts: told(steps),
    },
    {
      name: 'dynamodb-round-trips-until-step-visible',
      value: ofDynamo.length,
      unit: 'of them to DynamoDB',
      aim: '≤ 3',
      parts: told(ofDynamo),
    },
  ];
}
