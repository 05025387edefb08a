import fc from 'fast-check';
import { canary } from './mutation.ts';
import { type Limits, watchInputs } from './watch.ts';

/** What became of one input: it did something, or it was refused with a reason and nothing was written. */
export type Verdict = 'taken' | 'refused';

/** A place where input comes in from outside, opened once for many inputs. */
export interface Door<Input = unknown> {
  readonly name: string;
  open(): Promise<Opened<Input>>;
}

export interface Opened<Input> {
  readonly inputs: fc.Arbitrary<Input>;
  /** @throws when the door broke one of its promises at this input */
  enter(input: Input): Promise<Verdict>;
  close?(): Promise<void> | void;
}

/** A door with its input's type forgotten: a list of doors holds many. */
export const door = <Input>(one: Door<Input>): Door => one as unknown as Door;

export interface Played {
  readonly door: string;
  readonly inputs: number;
  readonly taken: number;
  readonly refused: number;
  readonly seed: number;
  readonly seconds: number;
  /** The first input that broke a promise, made as small as it gets, and how to see it again. */
  readonly failure?: { readonly reason: string; readonly input: string; readonly path: string };
}

/** A usual one takes a millisecond; by the clock the machine may have others to serve. */
const usualLimits: Limits = { mostCpuMs: 5_000, mostMs: 60_000 };

/** Lets so many inputs in. The same seed is the same inputs, and seed and path together the one that failed. */
export async function play(
  { name, open }: Door,
  {
    runs,
    seed,
    path,
    limits = usualLimits,
  }: { readonly runs: number; readonly seed: number; readonly path?: string; readonly limits?: Limits },
): Promise<Played> {
  const began = performance.now();
  const opened = await open();
  const watch = watchInputs({ door: name, seed }, limits);
  const counts: Record<Verdict, number> = { taken: 0, refused: 0 };
  const property = fc.asyncProperty(opened.inputs, async (input) => {
    watch.next();
    const before = process.cpuUsage();
    const verdict = await opened.enter(input);
    const { user, system } = process.cpuUsage(before);
    if ((user + system) / 1_000 > limits.mostCpuMs)
      throw new Error(`it took ${Math.round((user + system) / 1_000)} ms to compute`);
    expectUnpolluted();
    counts[verdict] += 1;
  });
  try {
    const details = await fc.check(property, { numRuns: runs, seed, ...(path === undefined ? {} : { path }) });
    const played = {
      door: name,
      inputs: details.numRuns,
      ...counts,
      seed,
      seconds: Math.round((performance.now() - began) / 1_000),
    };
    if (!details.failed) return played;
    const { errorInstance: error, counterexample, counterexamplePath } = details;
    return {
      ...played,
      failure: {
        reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
        input: fc.stringify(counterexample?.[0]).slice(0, 4_000),
        path: counterexamplePath ?? '',
      },
    };
  } finally {
    watch.stop();
    await opened.close?.();
  }
}

/** An object inherits what it always did: nothing that came in was taken for a name to set. */
function expectUnpolluted(): void {
  for (const prototype of [Object.prototype, Array.prototype, Function.prototype] as object[])
    for (const key in prototype) throw new Error(`a prototype was given “${key}”`);
}

/** What engines say when code met what it was not written for; no refusal of ours has such words. */
const engineWords =
  /Cannot (read|destructure|convert|set|access|mix)|is not (a function|iterable|a constructor|defined|an object|an Object)|Invalid (time value|array length|string length|count value|date)|Maximum call stack|Unexpected (token|end of|non-white)|JSON at position|is not valid JSON|cyclic object/;

/** Holds that a log is free of what was said, and of surprises. */
export function expectQuiet(lines: readonly string[]): void {
  for (const line of lines) {
    if (line.includes(canary)) throw new Error(`a log line quotes what came in: ${line.slice(0, 1_000)}`);
    if (engineWords.test(line)) throw new Error(`a surprise, not a refusal: ${line.slice(0, 2_000)}`);
  }
}

export function expectClear(reason: unknown): void {
  if (typeof reason !== 'string' || reason.trim() === '' || reason.length > 2_000)
    throw new Error(`no reason that people can read: ${JSON.stringify(reason)?.slice(0, 300)}`);
  if (engineWords.test(reason)) throw new Error(`a surprise for a reason: ${reason}`);
}
