import type { Call } from './client.ts';

/** What the client's types leave out: somebody paused their notifications. */
interface Snoozed {
  readonly snooze_enabled?: boolean;
  readonly snooze_endtime?: number;
}

/** Nobody is silent for longer: a pause that was set wrongly must not silence reminders for good. */
const longestMs = 24 * 3_600_000;

/**
 * Until when somebody does not want to be disturbed. dnd.info tells of others the span that lasts or comes next, pauses
 * included; `next_dnd_start_ts` lies in the past while it lasts (docs.slack.dev/reference/methods/dnd.info).
 */
export async function quietUntil(
  { call, now }: { call: Call; now: () => Date },
  user: string,
): Promise<string | undefined> {
  const answer = await call('dnd.info', (client) => client.dnd.info({ user }));
  const { dnd_enabled, next_dnd_start_ts = 0, next_dnd_end_ts = 0 } = answer;
  const pause = answer as Snoozed;
  const at = now().getTime();
  const nightly = dnd_enabled && next_dnd_start_ts * 1_000 <= at ? next_dnd_end_ts * 1_000 : 0;
  const paused = pause.snooze_enabled ? (pause.snooze_endtime ?? 0) * 1_000 : 0;
  const end = Math.max(nightly, paused);
  return end > at ? new Date(Math.min(end, at + longestMs)).toISOString() : undefined;
}
