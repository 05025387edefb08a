import type { World } from '@tocsin/app';
import type { DraftWorld } from '@tocsin/app/drafting';
import { createLog } from '@tocsin/aws/log';
import { policy } from '@tocsin/catalog/runbook-policy';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import fc from 'fast-check';
import { drawUpDrafts } from '../../functions/drafting.ts';
import { respondTo } from '../../functions/respond.ts';
import { runTasks, type Tasking } from '../../functions/tasks.ts';
import { reasonOf } from '../../packages/cli/src/redrive/reason.ts';
import { type Door, door, expectClear, expectQuiet, type Opened } from './door.ts';
import { canary, type Json, mutantOf } from './mutation.ts';
import { channel, incident, now, slackDoor } from './slack-world.ts';

type Queue = 'respond' | 'look' | 'act' | 'draft';
type Deliver = (event: SQSEvent) => Promise<SQSBatchResponse>;
interface Consumer {
  readonly deliver: Deliver;
  /** How much was written since the last reset. */
  written(): number;
  reset(): void;
  close?(): void;
}

const ts = '1793888600.000100';
const by = { type: 'person', id: 'U0ANA00001' };
const message = { channel, ts };
const heard = [
  { type: 'mark-message', by, message, mark: { type: 'pin', by: by.id }, eventAt: now.toISOString() },
  { type: 'edit-message', by: { type: 'tocsin' }, message, text: canary, editedTs: ts },
  { type: 'delete-message', by: { type: 'tocsin' }, message },
].map((command) => ({ incident, heard: { command, cause: 'event:Ev1', channel } }));
const part = {
  id: '20261105-aaaaaaaa',
  version: 2,
  state: 'failing',
  title: canary,
  severity: 'SEV2',
  since: now.toISOString(),
};
const ordered = { incident, id: 'R1/look/1', by: by.id, orderedAt: now.toISOString() };
const check = { type: 'check', check: { check: 'http', url: `https://a.example/${canary}` } };
const act = { type: 'act', act: { act: 'lambda', function: 'tocsin-demo-mend', payload: { word: canary } } };

const bodies: Readonly<Record<Queue, readonly Json[]>> = {
  respond: [
    { incident },
    { incident, beat: { key: 'k', name: 'beat', arn: 'a', value: 'ALARM', at: now.toISOString() } },
    ...(heard as unknown as Json[]),
    { incident, told: { part, gatheredAt: now.toISOString() } },
  ],
  look: [{ ...ordered, what: check }],
  act: [{ ...ordered, what: act }],
  draft: [{ incident, number: 1 }],
};

/** A message of a queue of our own: done, or left for the dead letters, where its reason can be told. */
const queueDoor = (name: Queue, open: (log: ReturnType<typeof createLog>) => Promise<Consumer>): Door =>
  door<string>({
    name: `${name}-queue`,
    async open(): Promise<Opened<string>> {
      const lines: string[] = [];
      const { deliver, written, reset, close } = await open(createLog({ function: name }, (line) => lines.push(line)));
      const texts = mutantOf(bodies[name]).map((body) => JSON.stringify(body) ?? '');
      return {
        inputs: fc.oneof({ weight: 9, arbitrary: texts }, { weight: 1, arbitrary: fc.string({ unit: 'binary' }) }),
        async enter(body) {
          lines.length = 0;
          reset();
          const attributes = { ApproximateReceiveCount: '1', SentTimestamp: `${now.getTime()}`, MessageGroupId: 'g' };
          const record = { messageId: 'm', receiptHandle: 'r', body, attributes };
          const { batchItemFailures } = await deliver({ Records: [record] } as unknown as SQSEvent);
          expectQuiet(lines);
          if (batchItemFailures.length === 0) return 'taken';
          if (written() > 0) throw new Error('it failed, and something was written all the same');
          if (!lines.some((line) => line.includes('"reason"') || line.includes('"error"')))
            throw new Error('it failed and no line says why');
          const { reason, again } = await reasonOf(name, { body, attributes: {} });
          expectClear(reason);
          const unreadable = lines.some((line) => line.includes('"unreadable"'));
          if (unreadable === (again === 'helps')) throw new Error(`the function and redrive do not agree: ${reason}`);
          return 'refused';
        },
        ...(close ? { close } : {}),
      };
    },
  });

const context = { getRemainingTimeInMillis: () => 60_000 };
const postpone = async () => {};

async function tasking(kind: 'look' | 'act', log: Tasking['world']['log']): Promise<Consumer> {
  // What a task does is not what comes in: whoever claims one here finds it done.
  const claimed = { type: 'settled', outcome: { type: 'done', text: 'done' } };
  const tasks = { claim: async () => claimed } as unknown as Tasking['world']['tasks'];
  const world = {
    tasks,
    results: { settled: async () => {} },
    policy,
    clock: { now: () => now },
    log,
  } as unknown as Tasking['world'];
  return {
    deliver: (event) => runTasks(kind, { world, postpone }, event, context),
    written: () => 0,
    reset() {},
  };
}

export const queueDoors: readonly Door[] = [
  queueDoor('respond', async (log) => {
    const at = await slackDoor();
    const chat = { reach: async () => {} };
    const world = { ...at.world, chat, log, incidentsChannel: 'C0INCIDENTS' } as unknown as World;
    // What an incident shows is not what comes in.
    const store = { ...at.world.store, loadWithEffects: async () => undefined };
    return {
      deliver: (event) =>
        respondTo({ world: { ...world, store } as World, queue: { postpone }, maxReceives: 10 }, event),
      written: at.written,
      reset: at.reset,
      close: at.close,
    };
  }),
  queueDoor('look', (log) => tasking('look', log)),
  queueDoor('act', (log) => tasking('act', log)),
  queueDoor('draft', async (log) => {
    const store = { loadWithEffects: async () => undefined, timeline: async () => [], load: async () => undefined };
    const world = {
      store,
      clock: { now: () => now },
      catalog: { workflows: [], settings: {} },
      log,
    } as unknown as DraftWorld;
    return { deliver: (event) => drawUpDrafts({ world, postpone }, event, context), written: () => 0, reset() {} };
  }),
];
