import type { Fault } from './scenario.ts';

export const minute = 60;
export const hour = 60 * minute;
export const day = 24 * hour;

/** A target: whatever is dead on a critical path is told within a minute, nineteen times in twenty. */
export const aMinute = { withinSeconds: 60 } as const;

/** A fault from the first second on. */
export const lasting = (
  fault: Pick<Fault, 'steps' | 'share' | 'dependency' | 'soft'>,
  seconds = 30 * minute,
): Fault => ({ ...fault, from: 0, seconds });
