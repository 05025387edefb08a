import type { User } from './model.ts';
import { wallTime } from './zones.ts';

/** When people do not want to be disturbed: every night between two times of theirs, or for a while from now. */

interface Span {
  readonly start: number;
  readonly end: number;
}

export interface DndStatus {
  readonly dnd_enabled: boolean;
  readonly next_dnd_start_ts: number;
  readonly next_dnd_end_ts: number;
}

/**
 * As dnd.info and dnd.teamInfo tell it of others: the span that lasts, or the next one, in epoch seconds. Of a pause
 * nothing is said by name (https://docs.slack.dev/reference/methods/dnd.info#snooze-properties), yet clients show it, so
 * it is in the span. Both are 1 where there is none.
 */
export function dndStatus(user: User, at: Date): DndStatus {
  const now = at.getTime() / 1_000;
  const nightly = nextNight(user, at);
  const { pause } = user;
  const paused = pause !== undefined && pause.end > now ? pause : undefined;
  const span =
    paused !== undefined && nightly !== undefined && nightly.start <= paused.end
      ? { start: Math.min(paused.start, nightly.start), end: Math.max(paused.end, nightly.end) }
      : (paused ?? nightly);
  if (span === undefined) return { dnd_enabled: false, next_dnd_start_ts: 1, next_dnd_end_ts: 1 };
  return { dnd_enabled: true, next_dnd_start_ts: span.start, next_dnd_end_ts: span.end };
}

function nextNight({ doNotDisturb, tz }: User, at: Date): Span | undefined {
  if (doNotDisturb === undefined) return undefined;
  const { from, to } = doNotDisturb;
  // A night that began yesterday may last.
  const nights = [-1, 0, 1].map((days) => ({
    start: wallTime(tz, at, { time: from, days }),
    end: wallTime(tz, at, { time: to, days: to <= from ? days + 1 : days }),
  }));
  return nights.find(({ end }) => end > at.getTime() / 1_000);
}
