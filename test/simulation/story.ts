import type { World } from '@tocsin/app';
import { slackChat } from '@tocsin/slack';
import { actionIds } from '../../packages/slack/src/action-ids.ts';
import { credentials } from '../../packages/workbench/src/people.ts';
import { alarmEvent } from '../harness/events.ts';
import { startTocsin, type Tocsin } from '../harness/tocsin.ts';
import type { Call } from './calls.ts';
import { type EndState, endState } from './invariants.ts';
import { invoking } from './invocations.ts';
import { failedRun } from './life.ts';
import { type Hooks, type Mishap, startProxy } from './proxy.ts';

/** What happens in a story, whatever goes wrong with it. */
export interface Plot {
  /** Alarms of one workflow that fire at the same moment. Default 1. */
  readonly alarms?: 1 | 2;
  /** Somebody acknowledges: while the channel is being set up, or in peace. */
  readonly acknowledged?: 'during' | 'later';
  /** The alarms go OK, it stays calm, resolving is proposed. */
  readonly recovers?: boolean;
  /** The OK arrives before the ALARM that it ends. */
  readonly okFirst?: boolean;
}

/** Something that goes wrong once, with the first call it strikes. */
export interface Trouble {
  readonly mishap: Mishap;
  strikes(call: Call): boolean;
}

export interface Telling {
  readonly plot: Plot;
  readonly troubles?: readonly Trouble[];
  readonly disturbance?: Parameters<Tocsin['cloud']['bus']['disturb']>[0];
  readonly around?: (world: World) => World;
  readonly rewrite?: Hooks['rewrite'];
  /** Two that open at the same moment wait for each other where it matters, so that both see what the other changes. */
  readonly raced?: boolean;
}

export interface Told {
  readonly end: EndState;
  /** Every call in order, by name. */
  readonly calls: readonly Call[];
  readonly struck: readonly { readonly mishap: Mishap; readonly call: Call }[];
  /** What went wrong and when, a line each. */
  readonly lines: readonly string[];
}

const minute = 60_000;
/** Looking who has opened, and putting the first commit. */
const racedCalls = ['intake: DynamoDB BatchGetItem POINTER STATE LATEST', 'intake: DynamoDB PutItem V#0000000001'];

const calm = new Map<string, Promise<Told>>();

/** The same plot when nothing goes wrong; told once. */
export function calmly(plot: Plot): Promise<Told> {
  const key = JSON.stringify(plot);
  const told = calm.get(key) ?? tell({ plot });
  calm.set(key, told);
  return told;
}

export const crashesOf = ({ struck }: Pick<Told, 'struck'>): number =>
  struck.filter(({ mishap }) => mishap.startsWith('crash')).length;

/** Plays a plot through on a stage of its own until nothing moves any more. */
export async function tell({ plot, troubles = [], disturbance, around, rewrite, raced }: Telling): Promise<Told> {
  const calls: Call[] = [];
  const struck: Told['struck'][number][] = [];
  const lines: string[] = [];
  const left = new Set(troubles);
  let tocsin: Tocsin | undefined;
  const say = (line: string) => lines.push(`${tocsin?.clock.now().toISOString().slice(11, 19) ?? '--'} ${line}`);
  const races = raced ? racedCalls.map((name) => ({ name, wait: barrier(2) })) : [];
  let press: (() => Promise<void>) | undefined;

  const proxy = await startProxy({
    ...(rewrite ? { rewrite } : {}),
    before(call) {
      calls.push(call);
      const race = races.find(({ name }) => call.name === name);
      if (race) return race.wait();
      if (press === undefined || plot.acknowledged !== 'during' || call.operation !== 'conversations.setTopic')
        return undefined;
      const now = press;
      press = undefined;
      return now();
    },
    meet(call) {
      const trouble = [...left].find((one) => one.strikes(call));
      if (!trouble) return undefined;
      left.delete(trouble);
      struck.push({ mishap: trouble.mishap, call });
      say(`${trouble.mishap} ${call.name}${call.time > 1 ? ` (${call.time})` : ''}`);
      return trouble.mishap;
    },
  });
  try {
    tocsin = await startTocsin({
      environment: (real) => proxy.environment(real),
      invoking,
      // Whatever fails here is meant to, or shows in the end.
      onError: () => {},
      around: (world) => {
        const fresh = newProcess(world, () => crashesOf({ struck }));
        return around?.(fresh) ?? fresh;
      },
    });
    const playing = tocsin;
    press = async () => {
      say('Alice presses Acknowledge');
      await acknowledge(playing);
    };
    await play(playing, plot, { disturbance, press });
    return { end: await endState(tocsin), calls, struck, lines };
  } finally {
    await tocsin?.stop();
    await proxy.stop();
  }
}

/** When each act begins, after the start: fixed, so that the same plot has the same events whatever went wrong before. */
const acts = { alarm: 4 * minute, acknowledged: 14 * minute, recovery: 20 * minute, end: 45 * minute } as const;

async function play(
  tocsin: Tocsin,
  { alarms = 1, acknowledged, recovers, okFirst }: Plot,
  { disturbance, press }: { disturbance: Telling['disturbance']; press: () => Promise<void> },
): Promise<void> {
  const { cloud, clock, happens, passes, settled } = tocsin;
  const start = clock.now().getTime();
  const until = (act: number) => passes(start + act - clock.now().getTime());
  const at = (act: number) => new Date(start + act);
  const steps = (['translate', 'upload'] as const).slice(0, alarms);
  const event = (step: string, value: 'ALARM' | 'OK', when: Date) =>
    alarmEvent({ workflow: 'design-viewer', step, value, at: when });
  const fire = steps.map((step) => event(step, 'ALARM', at(acts.alarm)));
  const calm = steps.map((step) => event(step, 'OK', at(okFirst ? acts.alarm + 10_000 : acts.recovery)));

  if (disturbance) cloud.bus.disturb(disturbance);
  await happens(await failedRun(tocsin, at(0)));
  cloud.bus.release();
  await until(acts.alarm);
  if (okFirst) {
    await happens(...calm);
    cloud.bus.release();
    await settled();
  }
  await happens(...fire);
  cloud.bus.release();
  await settled();
  if (acknowledged !== undefined) {
    await until(acts.acknowledged);
    // Whoever got no answer, or whose process died, presses again.
    await press();
    await settled();
  }
  if (recovers && !okFirst) {
    await until(acts.recovery);
    await happens(...calm);
    cloud.bus.release();
  }
  await until(recovers || okFirst ? acts.end : acts.recovery);
}

/** Alice presses the button of the situation, unless it is no longer there. */
async function acknowledge({ slack }: Tocsin): Promise<void> {
  const channel = slack.snapshot().channels.find(({ name }) => name.startsWith('inc-'));
  const message = channel?.messages.find(({ blocks }) => JSON.stringify(blocks).includes(actionIds.ack));
  if (!channel || !message) return;
  const alice = slack.as('U0ALICE');
  if (!channel.members.includes('U0ALICE')) await alice.join(channel.id);
  await alice.click({ channel: channel.id, ts: message.ts, actionId: actionIds.ack });
}

/** A crash takes what the process remembers with it: who we are in Slack, which methods are limited for how long. */
function newProcess(world: World, crashes: () => number): World {
  const make = () =>
    slackChat({ token: credentials.token, apiUrl: process.env['SLACK_API_URL'] ?? '', now: world.clock.now });
  let chat = { after: 0, made: world.chat };
  const alive = () => {
    if (chat.after !== crashes()) chat = { after: crashes(), made: make() };
    return chat.made;
  };
  return {
    ...world,
    chat: {
      createChannel: (channel) => alive().createChannel(channel),
      findChannel: (query) => alive().findChannel(query),
      post: (message) => alive().post(message),
      findPost: (query) => alive().findPost(query),
      update: (message) => alive().update(message),
      inviteGroup: (invitation) => alive().inviteGroup(invitation),
      setTopic: (topic) => alive().setTopic(topic),
      bookmark: (bookmark) => alive().bookmark(bookmark),
    },
  };
}

/** The first `count` who come wait for each other, though not for ever; whoever comes later goes on. */
function barrier(count: number): () => Promise<void> {
  let came = 0;
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    came += 1;
    if (came >= count) open();
    else setTimeout(open, 100);
    return opened;
  };
}
