import type { World } from '@tocsin/app';
import type { Commit, Incident } from '@tocsin/incident';
import type { Plot } from './play.ts';
import type { Telling, Trouble } from './story.ts';

/** Something that Tocsin stands on, taken away, and a story that must then end badly. */
export interface Mutation {
  readonly without: string;
  readonly finds: string;
  /** The invariant that does not hold. */
  readonly invariant: string;
  readonly telling: Omit<Telling, 'around' | 'rewrite'>;
  readonly around?: (world: World) => World;
  readonly rewrite?: Telling['rewrite'];
  /** A seed whose story ends badly without it, where one of the first does. */
  readonly seed?: number;
}

const opening: Plot = {};
const two: Plot = { alarms: 2 };

export const mutations: readonly Mutation[] = [
  {
    without: 'looking for the channel',
    finds: 'two channels after a crash behind conversations.create',
    invariant: 'one channel an incident',
    telling: { plot: opening, troubles: [crashAfter('Slack conversations.create')] },
    around: (world) => ({ ...world, chat: { ...world.chat, findChannel: async () => undefined } }),
  },
  {
    without: 'looking for the message',
    finds: 'the situation posted twice after a crash behind chat.postMessage',
    invariant: 'each message once',
    seed: 3,
    telling: { plot: opening, troubles: [crashAfter('Slack chat.postMessage situation')] },
    around: (world) => ({ ...world, chat: { ...world.chat, findPost: async () => undefined } }),
  },
  {
    without: 'leases, every claim being the first',
    finds: 'the situation posted twice, for nobody looks for what an earlier try left',
    invariant: 'each message once',
    seed: 1,
    telling: { plot: opening, troubles: [crashAfter('Slack chat.postMessage situation')] },
    around: (world) => ({
      ...world,
      store: {
        ...world.store,
        claimEffect: async (claim) => {
          await world.store.claimEffect(claim);
          return { type: 'claimed', first: true };
        },
      },
    }),
  },
  {
    without: 'the ledger remembering what is done',
    finds: 'people paged twice, and effects that are never done',
    invariant: 'paged no more than once a crash',
    seed: 1,
    telling: { plot: opening },
    around: (world) => ({ ...world, store: { ...world.store, finishEffect: async () => {} } }),
  },
  {
    without: 'claiming before doing, the ledger being written only afterwards',
    finds: 'the situation posted twice, for nothing says that it was tried',
    invariant: 'each message once',
    seed: 1,
    telling: { plot: opening, troubles: [crashAfter('Slack chat.postMessage situation')] },
    around: (world) => ({ ...world, store: { ...world.store, ...claimingLate(world.store) } }),
  },
  {
    without: 'the condition on an append',
    finds: 'one of two alarms missing on the timeline',
    invariant: 'a complete timeline',
    seed: 1,
    telling: { plot: two, raced: true },
    rewrite: ({ name }, body) => {
      if (!name.includes('PutItem V#')) return body;
      const { ConditionExpression: _, ...put } = JSON.parse(body) as Record<string, unknown>;
      return JSON.stringify(put);
    },
  },
  {
    without: 'the condition on the correlation key',
    finds: 'two incidents of one key, with a channel each',
    invariant: 'one open incident a key',
    seed: 22,
    telling: { plot: two, raced: true },
    around: (world) => ({
      ...world,
      store: {
        ...world.store,
        claimKey: async (claim) => {
          await world.store.claimKey(claim);
          return true;
        },
      },
    }),
  },
  {
    without: 'remembering causes',
    finds: 'an incident that nobody ever sees after a crash behind its first append',
    invariant: 'one channel an incident',
    seed: 1,
    telling: { plot: opening, troubles: [crashAfter('DynamoDB PutItem V#0000000001')] },
    around: (world) => ({
      ...world,
      store: {
        ...world.store,
        load: async (id) => forgetful(await world.store.load(id)),
        loadWithEffects: async (id) => {
          const stored = await world.store.loadWithEffects(id);
          return stored && { ...stored, incident: { ...stored.incident, causes: [] } };
        },
      },
    }),
  },
  {
    without: 'the tick looking for what is due',
    finds: 'people paged once who are to be paged again',
    invariant: 'paged at least once',
    seed: 1,
    telling: { plot: opening },
    around: (world) => ({ ...world, store: { ...world.store, due: async () => [] } }),
  },
  {
    without: 'the queue to respond',
    finds: 'a channel that never opens',
    invariant: 'one channel an incident',
    seed: 1,
    telling: { plot: opening },
    around: (world) => ({ ...world, outbox: { send: async () => {} } }),
  },
  {
    without: 'taking back what was shown before it was private',
    finds: 'its announcement where everybody reads it',
    invariant: 'private stays private',
    seed: 11,
    telling: { plot: { deed: 'hides' } },
    around: (world) => ({ ...world, chat: { ...world.chat, remove: async () => {} } }),
  },
  {
    without: 'a private incident’s channel being private',
    finds: 'all of it where everybody reads it',
    invariant: 'private stays private',
    seed: 11,
    telling: { plot: { deed: 'hides' } },
    around: (world) => ({
      ...world,
      chat: { ...world.chat, createChannel: ({ name }) => world.chat.createChannel({ name }) },
    }),
  },
  {
    without: 'counting who opens',
    finds: 'a channel of its own for what gathers in a storm',
    invariant: 'each announcement once',
    seed: 1,
    telling: { plot: { brief: true, beside: 'in a storm', acknowledged: 'later' } },
    around: (world) => ({
      ...world,
      store: { ...world.store, takePlace: async () => ({ all: [], ofDependency: [] }) },
    }),
  },
  {
    without: 'telling the incident that speaks for another',
    finds: 'an incident that nobody ever sees',
    invariant: 'each message once',
    seed: 1,
    telling: { plot: { brief: true, beside: 'gathered', acknowledged: 'later' } },
    around: (world) => ({
      ...world,
      outbox: { send: async (message) => (message.told ? undefined : world.outbox.send(message)) },
    }),
  },
  {
    without: 'carrying alarms over to where a merged incident goes on',
    finds: 'alarms that are on no incident any more',
    invariant: 'each alarm on exactly one incident',
    seed: 29,
    telling: { plot: { beside: 'apart', deed: 'merges' } },
    around: (world) => ({ ...world, store: { ...world.store, append: (commit) => world.store.append(empty(commit)) } }),
  },
];

function claimingLate(store: World['store']): Pick<World['store'], 'claimEffect' | 'finishEffect' | 'releaseEffect'> {
  const begun = new Map<string, Parameters<typeof store.claimEffect>[0]>();
  const keyOf = ({ incident, effect, token }: { incident: string; effect: string; token: string }) =>
    `${incident} ${effect} ${token}`;
  return {
    async claimEffect(claim) {
      begun.set(keyOf(claim), claim);
      const result = (await store.loadWithEffects(claim.incident))?.effects.get(claim.effect)?.result;
      return { type: 'claimed', first: result === undefined, ...(result === undefined ? {} : { result }) };
    },
    async finishEffect(done) {
      const claim = begun.get(keyOf(done));
      if (claim) await store.claimEffect(claim);
      await store.finishEffect(done);
    },
    async releaseEffect() {},
  };
}

function crashAfter(call: string): Trouble {
  return { mishap: 'crash after', strikes: ({ name }) => name.includes(call) };
}

const empty = (commit: Commit): Commit =>
  commit.entries.some(({ type }) => type === 'incident.absorbed')
    ? { ...commit, entries: commit.entries.filter(({ type }) => type !== 'alarm.fired') }
    : commit;

const forgetful = (incident: Incident | undefined): Incident | undefined => incident && { ...incident, causes: [] };
