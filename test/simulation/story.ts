import type { World } from '@tocsin/app';
import { startTocsin, type Tocsin } from '../harness/tocsin.ts';
import { type Call, keyOf } from './calls.ts';
import { type EndState, endState } from './invariants.ts';
import { invoking } from './invocations.ts';
import { newProcess } from './new-process.ts';
import { type Order, type Plot, play, pressAcknowledge } from './play.ts';
import { type Hooks, type Mishap, startProxy } from './proxy.ts';

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

/** Looking who has opened, and putting the first commit. */
const racedCalls = ['intake: DynamoDB BatchGetItem POINTER STATE LATEST', 'intake: DynamoDB PutItem V#0000000001'];

const calm = new Map<string, Promise<Told>>();

/** The same plot when nothing goes wrong; told once. */
export function calmly(plot: Plot, order: Order = {}): Promise<Told> {
  const key = JSON.stringify([plot, order]);
  const told = calm.get(key) ?? tell({ plot, order });
  calm.set(key, told);
  return told;
}

export const crashesOf = ({ struck }: Pick<Told, 'struck'>): number =>
  struck.filter(({ mishap }) => mishap.startsWith('crash')).length;

/**
 * Plays a plot through on a stage of its own until nothing moves any more. One at a time: where AWS is, the SDK reads
 * from the process's environment.
 */
export async function tell({ plot, troubles = [], order = {}, around, rewrite, raced }: Telling): Promise<Told> {
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
      say(`${trouble.mishap} ${keyOf(call)}`);
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
      await pressAcknowledge(playing);
    };
    await play(playing, plot, { order, press });
    return { end: await endState(tocsin), calls, struck, lines };
  } finally {
    await tocsin?.stop();
    await proxy.stop();
  }
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
