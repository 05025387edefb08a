import type { StepResult } from '@tocsin/workflow';
import { type Clock, pause, type Timer } from './timer.ts';

/** What became of a step, its tries taken together. */
export interface Tried {
  /** Of the last try, from the first one's start. */
  readonly result: StepResult;
  /** The first try failed, whatever came of the others. */
  readonly stumbled: boolean;
}

/** Between two tries: long enough for something that restarts, short beside the time in which it must be back. */
const againMs = 500;

/**
 * Tries a step again that failed, until it passes or `confirmMs` are over. A single lost packet is no outage; it is told
 * as a stumble, which counts against the objective all the same.
 *
 * @param until when no try may begin any more, ms since 1970
 */
export async function confirmed(
  act: () => Promise<StepResult>,
  about: { confirmMs: number; until: number; clock: Clock; timer: Timer; signal: AbortSignal },
): Promise<Tried> {
  const { confirmMs, clock, timer, signal } = about;
  const startedAt = clock.now();
  const first = await act();
  const until = Math.min(clock.now() + confirmMs, about.until);
  let last = first;
  while (last.status === 'failed' && clock.now() + againMs < until) {
    await pause(timer, againMs, signal);
    last = await act();
  }
  const result = { ...last, startedAt: first.startedAt, durationMs: clock.now() - startedAt };
  return { result: last === first ? first : result, stumbled: first.status === 'failed' };
}
