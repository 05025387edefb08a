import { setImmediate as turn } from 'node:timers/promises';
import { underWay } from './invocations.ts';
import type { Draw } from './random.ts';

/** Lets calls pass one at a time, in an order that is drawn. */
export interface Turnstile {
  /**
   * Waits for its turn, and has it until `through` is done, or waits for what another call has to do first (`held`).
   *
   * @param place by which those who wait are put in order, whoever came first: of two invocations at once the machine decides
   *   that. Of one name, the sequence in which they were begun is the code's
   */
  pass<Result>(place: Place, through: (held: Held) => Promise<Result>): Promise<Result>;
  /** Those that wait for a turn, have it, or are held, until they have passed. */
  passing(): readonly Promise<unknown>[];
}

/** Waits without keeping others from having their turn. */
export type Held = <Value>(wait: Promise<Value>) => Promise<Value>;

interface Place {
  readonly name: string;
  readonly sequence: number;
}

interface Waiting {
  readonly place: Place;
  /** Settles once the next may have its turn. */
  readonly go: () => Promise<void>;
}

/** Between an answer and what is asked because of it lie promises, and an in-process server's own turns. */
const stillTurns = 12;

const compare = (one: Place, other: Place): number =>
  one.name === other.name ? one.sequence - other.sequence : one.name < other.name ? -1 : 1;

/** Files are read off the loop: of the SDK's settings, above all. */
const isReading = (): boolean => process.getActiveResourcesInfo().some((resource) => resource.startsWith('FSReq'));

/**
 * Which of the calls that are made side by side is first, the network decides. Here nothing passes before all that could be
 * asked was asked, and then one call alone, up to its answer: so the order is the draw's, and the same draw makes the same order.
 *
 * @param comes whether something is about to begin that will ask
 */
export function turnstile(draw: Draw, comes: () => boolean): Turnstile {
  const waiting: Waiting[] = [];
  let arrived = 0;
  const passing = new Set<Promise<unknown>>();
  let turning = false;

  const still = async (): Promise<void> => {
    let seen = arrived;
    for (let turns = 0; turns < stillTurns; turns++) {
      await turn();
      const isLast = turns === stillTurns - 1;
      if (underWay() === 0 && arrived === seen && !(isLast && (isReading() || comes()))) continue;
      seen = arrived;
      turns = -1;
    }
  };
  const turnAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      await still();
      waiting.sort((one, other) => compare(one.place, other.place));
      const [next] = waiting.splice(draw(waiting.length), 1);
      await next?.go();
    }
    turning = false;
  };

  return {
    pass<Result>(place: Place, through: (held: Held) => Promise<Result>) {
      const passed = new Promise<Result>((resolve, reject) => {
        const go = () =>
          new Promise<void>((next) => {
            const held: Held = (wait) => {
              next();
              return wait;
            };
            through(held).then(resolve, reject).finally(next);
          });
        arrived += 1;
        waiting.push({ place, go });
        if (turning) return;
        turning = true;
        void turnAll();
      });
      passing.add(passed);
      const over = () => passing.delete(passed);
      passed.then(over, over);
      return passed;
    },
    passing: () => [...passing],
  };
}
