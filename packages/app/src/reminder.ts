import { type Incident, type Matter, pendingMatters } from '@tocsin/incident';
import { commit } from './commit.ts';
import type { Effect } from './effects.ts';
import { ChatError } from './errors.ts';
import type { Catalog, EffectRecord, World } from './ports.ts';
import { keyOf } from './private.ts';
import type { ReminderView } from './views.ts';

/**
 * One message a round, and only the newest has buttons. A round that begins is posted anew, for an update in place
 * notifies nobody; the message before it shrinks to a line. What people do about it shows in place, which notifies
 * nobody either.
 */
export function remindersOf(incident: Incident, { settings }: Catalog): Effect[] {
  const { reminders } = incident;
  if (!reminders) return [];
  const { round, at, snoozed } = reminders;
  const pending = pendingMatters(incident, settings);
  const before = Array.from({ length: Math.min(round - 1, kept) }, (_, index) => round - 1 - index).toReversed();
  const live: ReminderView = {
    type: 'reminder',
    incident: incident.id,
    state: pending.length > 0 ? 'live' : 'done',
    matters: pending.map(lineOf),
    ...(snoozed && snoozed.at >= at ? { snoozed: { until: snoozed.until, by: snoozed.by } } : {}),
    snoozeMinutes: settings.reminders.snoozeMinutes,
  };
  const replaced: ReminderView = {
    type: 'reminder',
    incident: incident.id,
    state: 'replaced',
    matters: [],
    snoozeMinutes: [],
  };
  const shrunk = before.map(
    (one): Effect => ({ key: roundKey(one), type: 'message', to: 'channel', view: replaced, ifSaid: true }),
  );
  if (round === 0) return shrunk;
  const newest: Effect = { key: roundKey(round), type: 'message', to: 'channel', view: live };
  return [...shrunk, live.state === 'done' ? { ...newest, ifSaid: true } : newest];
}

/** Messages before the newest that are still looked after; they were shrunk when they were the last. */
const kept = 5;
const roundKey = (round: number): string => `reminder:${round}`;

/**
 * Before a round is said for the first time: what concerns people who are not to be disturbed now is put off until they
 * can be, unless it is urgent. Slack not saying is no reason to stay silent.
 *
 * @returns whether something was put off: the round then waits for what is left of it
 */
export async function putOff(
  world: World,
  incident: Incident,
  records: ReadonlyMap<string, EffectRecord>,
): Promise<boolean> {
  const round = incident.reminders?.round ?? 0;
  if (round === 0 || records.has(keyOf(incident, roundKey(round)))) return false;
  const asked = pendingMatters(incident, world.catalog.settings).flatMap(({ about, whom, urgent }) =>
    whom === undefined || urgent ? [] : [{ about, whom }],
  );
  const until = new Map<string, string | undefined>();
  for (const user of new Set(asked.map(({ whom }) => whom))) until.set(user, await quietUntil(world, incident, user));
  const matters = asked.flatMap(({ about, whom }) => {
    const end = until.get(whom);
    return end === undefined ? [] : [{ about, until: end }];
  });
  if (matters.length === 0) return false;
  const command = { type: 'defer-reminder', round, matters } as const;
  const committed = await commit(world, { id: incident.id, incident, command, cause: `quiet:${round}` });
  return committed.type === 'done';
}

async function quietUntil({ chat, log }: World, { id }: Incident, user: string): Promise<string | undefined> {
  try {
    return await chat.quietUntil({ user });
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    log.warn('do not disturb', { incident: id, code: error.slackCode });
    return undefined;
  }
}

function lineOf({ about, since, due, whom }: Matter): ReminderView['matters'][number] {
  return { about, since, due, ...(whom === undefined ? {} : { whom }) };
}
