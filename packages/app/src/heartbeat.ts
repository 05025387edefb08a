import type { AlarmFact } from '@tocsin/incident';
import { heartbeat } from '@tocsin/workflow';
import type { CoreWorld } from './commit.ts';
import type { Chat, World } from './ports.ts';
import type { Outcome } from './signal.ts';

/** Under this key the last beat is remembered, and its page claimed: there is one heartbeat a stage. */
const key = 'heartbeat';
/** Long enough for a page; a tick that crashed in it is made up for by the next. */
const leaseMs = 50_000;
const lateMs = heartbeat.lateMinutes * 60_000;

/** A beat has come from CloudWatch to intake: it goes on to respond, as an incident would, and opens nothing. */
export async function passBeatOn(
  { outbox }: Pick<CoreWorld, 'outbox'>,
  fact: AlarmFact,
): Promise<Pick<Outcome, 'accepted' | 'incident' | 'reason'>> {
  const { at, value } = fact;
  await outbox.send({ incident: key, dedup: `${key}:${value}:${at}`, beat: { ...fact, key } });
  return { accepted: true, incident: null, reason: 'a heartbeat: it opens nothing, and respond notes that it came' };
}

/**
 * A beat has come all the way to respond: Slack is asked whether it would take the next hop, then that is noted, and shown
 * nowhere. What Slack refuses is thrown, and so the beat comes again; a beat that Slack never took was none.
 */
export async function noteBeat(
  { store, chat }: Pick<CoreWorld, 'store'> & { readonly chat: Pick<Chat, 'reach'> },
  beat: AlarmFact,
): Promise<void> {
  await chat.reach();
  await store.rememberAlarm(beat);
}

/** What the tick found: when the path was last heard of, and whether somebody was paged because that is too long ago. */
export interface LastBeat {
  readonly at: string;
  readonly late: boolean;
  readonly paged: boolean;
}

/**
 * Looks whether the heartbeat is late, and pages once for each silence: claimed in the ledger before, recorded after, so a
 * tick that dies in between is made up for. The page goes to the default topic, for no workflow is known to fail.
 */
export async function watchHeartbeat(world: CoreWorld & Pick<World, 'pager'>): Promise<LastBeat> {
  const { store, clock, pager, log } = world;
  const now = clock.now();
  const { alarm } = await store.readOpening({ key, alarm: key });
  if (alarm === undefined) {
    // Nothing was ever heard: from now on something should be.
    const at = now.toISOString();
    await store.rememberAlarm(waitingSince(at));
    return { at, late: false, paged: false };
  }
  const silence = now.getTime() - Date.parse(alarm.at);
  if (silence <= lateMs) return { at: alarm.at, late: false, paged: false };
  const effect = { incident: key, effect: `page:${alarm.at}` };
  const token = `tick ${now.toISOString()}`;
  const fingerprint = 'late';
  const lease = new Date(now.getTime() + leaseMs).toISOString();
  const claim = await store.claimEffect({ ...effect, token, now: now.toISOString(), lease, fingerprint });
  if (claim.type === 'held') return { at: alarm.at, late: true, paged: false };
  const minutes = Math.floor(silence / 60_000);
  log.error('heartbeat late', { at: alarm.at, minutes });
  await pager.page({
    target: undefined,
    subject: `Tocsin passes on no alarms: no heartbeat for ${minutes} minutes`,
    text: [
      `The heartbeat alarm goes off each hour; the last that went all the way to Slack was of ${alarm.at}.`,
      'Until it beats again, take it that alarms open no channel: watch CloudWatch itself.',
      'Look at the rule on alarms, then at the queues to intake and to respond: their dead letters, and the logs of both, which also say when Slack refuses Tocsin.',
    ].join('\n'),
  });
  await store.finishEffect({ ...effect, token, fingerprint, result: {}, state: 'done' });
  return { at: alarm.at, late: true, paged: true };
}

const waitingSince = (at: string): AlarmFact => ({
  key,
  name: key,
  arn: '',
  account: '',
  region: '',
  link: '',
  value: 'INSUFFICIENT_DATA',
  at,
  reason: 'nothing was heard yet',
  degraded: false,
  fromCanary: false,
});
