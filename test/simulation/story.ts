import type { World } from '@tocsin/app';
import { after } from '../../packages/workbench/src/cloud/clock.ts';
import { startTocsin, type Tocsin } from '../harness/tocsin.ts';
import { type Call, keyOf } from './calls.ts';
import { deploying } from './deploy.ts';
import { watchHistory } from './history.ts';
import { type EndState, endState } from './invariants.ts';
import { invoking, running, slackTells } from './invocations.ts';
import { crashes, isUnheard, type Mishap } from './mishaps.ts';
import { newProcess } from './new-process.ts';
import { deedsOf, metIn, type Ordeal } from './ordeals.ts';
import { type Order, type Plot, play, pressAcknowledge, stormsOf } from './play.ts';
import { preload } from './preload.ts';
import { type Hooks, startProxy } from './proxy.ts';
import type { Draw } from './random.ts';
import { keptLines } from './secrecy.ts';

/** Something that goes wrong once, with the first call it strikes. */
export interface Trouble {
  readonly mishap: Mishap;
  strikes(call: Call): boolean;
}

export interface Telling {
  readonly plot: Plot;
  readonly troubles?: readonly Trouble[];
  /** How events arrive. */
  readonly order?: Order;
  readonly ordeals?: readonly Ordeal[];
  /** How far the clock of each function is off, in milliseconds. */
  readonly skew?: Readonly<Record<string, number>>;
  readonly around?: (world: World) => World;
  readonly rewrite?: Hooks['rewrite'];
  /** Two that open at the same moment wait for each other where it matters, so that both see what the other changes. */
  readonly raced?: boolean;
  /** In which order calls that are made side by side are done; default: as they were made. */
  readonly draw?: Draw;
}

export interface Told {
  readonly end: EndState;
  /** Every call in order, by name. */
  readonly calls: readonly Call[];
  readonly struck: readonly { readonly mishap: Mishap; readonly call: Call }[];
  /** What went wrong and when, a line each. */
  readonly lines: readonly string[];
}

/** Looking who has opened, and putting the first commit. */
const racedCalls = ['intake: DynamoDB BatchGetItem POINTER STATE LATEST', 'intake: DynamoDB PutItem V#0000000001'];

/** Longer than any function waits for an answer, and shorter than a lease. */
const lateMs = 12_000;
/** Nothing in a story evaluates alarms: the embedded CloudWatch need not look at the clock four times a second. */
const alarmTickMs = 60_000;

const loaded = preload();

const calm = new Map<string, Promise<Told>>();

/** The same plot when nothing goes wrong; told once. */
export function calmly(plot: Plot, order: Order = {}): Promise<Told> {
  const key = JSON.stringify([plot, order]);
  const told = calm.get(key) ?? tell({ plot, order });
  calm.set(key, told);
  return told;
}

export const crashesOf = ({ struck }: Pick<Told, 'struck'>): number =>
  struck.filter(({ mishap }) => crashes.includes(mishap)).length;

/**
 * How many calls did what nobody heard of, or kept a page from being recorded: each may be done once more where that is the
 * lesser evil.
 */
export const unheardOf = ({ struck }: Pick<Told, 'struck'>): number =>
  struck.filter(({ mishap, call }) => crashes.includes(mishap) || isUnheard(mishap) || /EFFECT#page/.test(call.name))
    .length;

/**
 * Plays a plot through on a stage of its own until nothing moves any more. One at a time: where AWS is, the SDK reads
 * from the process's environment.
 */
export async function tell(telling: Telling): Promise<Told> {
  await loaded;
  const { plot, troubles = [], ordeals = [], skew = {}, order = {}, around, rewrite, raced, draw = () => 0 } = telling;
  const calls: Call[] = [];
  const struck: Told['struck'][number][] = [];
  const lines: string[] = [];
  const history = watchHistory();
  const kept = keptLines();
  const left = new Set(troubles);
  let tocsin: Tocsin | undefined;
  const say = (line: string) => lines.push(`${tocsin?.clock.now().toISOString().slice(11, 19) ?? '--'} ${line}`);
  const races = raced ? racedCalls.map((name) => ({ name, wait: barrier(2) })) : [];
  let press: (() => Promise<void>) | undefined;
  const underWay = new Set<Promise<unknown>>();
  const inTime = (ms: number, run: () => Promise<unknown>) => {
    if (!tocsin) throw new Error('nothing can be put off before there is a clock');
    after(tocsin.clock, ms, () => {
      const done = run().finally(() => underWay.delete(done));
      underWay.add(done);
    });
  };
  let start = 0;
  const suffered = new Map<Ordeal, number>();
  const suffer = (call: Call): Mishap | undefined => {
    if (!tocsin) return undefined;
    const since = tocsin.clock.now().getTime() - start;
    const ordeal = ordeals.find((one) => metIn(one, call, since));
    if (ordeal && !suffered.has(ordeal)) say(ordeal.what);
    if (ordeal) suffered.set(ordeal, (suffered.get(ordeal) ?? 0) + 1);
    return ordeal && metIn(ordeal, call, since);
  };

  const proxy = await startProxy({
    draw,
    comes: () => tocsin !== undefined && isReceiving(tocsin),
    ...(rewrite ? { rewrite } : {}),
    done: history.done,
    later: (perform) => inTime(lateMs, perform),
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
      if (!trouble) return suffer(call);
      left.delete(trouble);
      struck.push({ mishap: trouble.mishap, call });
      say(`${trouble.mishap} ${keyOf(call)}`);
      return trouble.mishap;
    },
  });
  try {
    tocsin = await startTocsin({
      ...stormsOf(plot),
      environment: (real) => proxy.environment(real),
      log: kept.log,
      invoking,
      alarmTickMs,
      underWay: () => [...underWay, ...proxy.passing()],
      // Whatever fails here is meant to, or shows in the end.
      onError: () => {},
      around: (world) => {
        const { clock } = world;
        const own = { now: () => new Date(clock.now().getTime() + (skew[running() ?? ''] ?? 0)) };
        const fresh = newProcess({ ...world, clock: own }, () => crashesOf({ struck }));
        const deployed = plot.newer ? deploying(fresh, plot.newer) : fresh;
        return around?.(deployed) ?? deployed;
      },
    });
    const playing = tocsin;
    start = playing.clock.now().getTime();
    for (const { at, run } of ordeals.flatMap(deedsOf))
      inTime(at, async () => {
        await run(playing);
      });
    press = async () => {
      say('Alice presses Acknowledge');
      await pressAcknowledge(playing);
    };
    const brokenOff: string[] = [];
    await play(playing, plot, { order, press }).catch((error: unknown) => {
      brokenOff.push(String(error));
      say(`the story breaks off: ${String(error)}`);
    });
    return {
      end: { ...(await endState(tocsin, kept.lines)), rewritten: history.rewritten, brokenOff },
      calls,
      struck,
      lines,
    };
  } finally {
    await tocsin?.stop();
    await proxy.stop();
  }
}

/** Whether a message is on its way to a function, or Slack tells something and nobody listens yet. */
const isReceiving = ({ cloud }: Tocsin): boolean =>
  cloud.isHandingOver() || slackTells() > (cloud.functions.slack?.running ?? 0);

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
