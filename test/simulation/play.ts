import { actionIds } from '../../packages/slack/src/action-ids.ts';
import { alarmEvent } from '../harness/events.ts';
import type { Tocsin, TocsinOptions } from '../harness/tocsin.ts';
import { failedRun } from './canary-run.ts';
import { actsOf, type Deed } from './deeds.ts';
import type { Newer } from './deploy.ts';

/** What happens, whatever goes wrong with it. */
export interface Plot {
  /** Alarms of one workflow that fire at the same moment. Default 1. */
  readonly alarms?: 1 | 2;
  /** Another workflow fails three minutes later: the first incident speaks for it, a storm does, or nobody. */
  readonly beside?: 'gathered' | 'in a storm' | 'apart';
  /** Somebody acknowledges: while the channel is being set up, or in peace. */
  readonly acknowledged?: 'during' | 'later';
  /** The alarms go OK, within seconds or in peace; it stays calm, resolving is proposed. */
  readonly recovers?: 'soon' | 'later';
  /** Ends before anybody is paged again: half of what can go wrong goes wrong by then. */
  readonly brief?: true;
  /** What somebody does about it, once it is acknowledged. */
  readonly deed?: Deed;
  /** The function that a deploy has reached already, and not the others. */
  readonly newer?: Newer;
}

/** Settings under which a plot comes as it is told. */
export const stormsOf = ({ beside }: Plot): Pick<TocsinOptions, 'storms'> => {
  if (beside === 'in a storm') return { storms: { channels: 1 } };
  return beside === 'apart' ? { storms: { sharing: 2 } } : {};
};

/** How events arrive: more than once, last first, an OK before the ALARM that it ends. */
export interface Order {
  readonly duplicates?: number;
  readonly reorder?: number;
  readonly okFirst?: boolean;
}

const minute = 60_000;
/**
 * When each act begins, after the start: fixed, so that the same plot has the same events whatever went wrong before, and
 * minutes away from pages and reminders that fall due (at 9 and 14), which a crash may put off by as much.
 */
const acts = {
  alarm: 4 * minute,
  acknowledged: 6 * minute,
  // Whatever holds up intake is over, so that it is always the second to open.
  beside: 7 * minute,
  pressedAgain: [8 * minute, 8.3 * minute, 8.6 * minute],
  recovery: 18 * minute,
  proposed: 34 * minute,
  // Slack sends an event again after five minutes, which is the longest that anything is put off.
  deeds: [19 * minute, 27 * minute, 41 * minute],
  done: 36 * minute,
  // The tick has made up for what was lost a minute before, and nobody is paged again yet.
  brief: 7 * minute,
} as const;
const soon = 10_000;
/** How much longer it may take to come to rest. */
const patience = 15;

export async function play(
  tocsin: Tocsin,
  { alarms = 1, beside, acknowledged, recovers, deed, brief }: Plot,
  { order: { okFirst, ...disturbance }, press }: { order: Order; press: () => Promise<void> },
): Promise<void> {
  const { cloud, clock, passes, settled } = tocsin;
  const start = clock.now().getTime();
  const until = (act: number) => {
    const ms = start + act - clock.now().getTime();
    if (ms < 0) throw new Error(`an act at ${act} ms comes ${-ms} ms too late`);
    return passes(ms);
  };
  const happen = async (...events: readonly object[]) => {
    await tocsin.happens(...events);
    cloud.bus.release();
    await settled();
  };
  // What stands on the tile server fails in both workflows.
  const steps = beside === undefined ? (['translate', 'upload'] as const) : (['view'] as const);
  const events = (value: 'ALARM' | 'OK', after: number) =>
    steps
      .slice(0, alarms)
      .map((step) => alarmEvent({ workflow: 'design-viewer', step, value, at: new Date(start + after) }));
  const shared = (value: 'ALARM' | 'OK', after: number) =>
    alarmEvent({ workflow: 'share-link', step: 'preview', value, at: new Date(start + after) });
  const fire = events('ALARM', acts.alarm);
  const calm = events('OK', recovers === 'soon' ? acts.alarm + soon : acts.recovery);

  cloud.bus.disturb(disturbance);
  if (beside === undefined) await happen(await failedRun(tocsin, new Date(start)));
  await until(acts.alarm);
  if (recovers === 'soon' && okFirst) await happen(...calm);
  await happen(...fire);
  if (recovers === 'soon' && !okFirst) {
    await passes(soon);
    await happen(...calm);
  }
  if (acknowledged !== undefined) {
    await until(acts.acknowledged);
    await press();
    await settled();
  }
  if (beside !== undefined) {
    await until(acts.beside);
    await happen(shared('ALARM', acts.beside));
  }
  if (acknowledged !== undefined) {
    // Whoever sees no change presses again, however often their press is lost.
    for (const again of acts.pressedAgain) {
      await until(again);
      await press();
    }
  }
  if (!brief) await until(acts.recovery);
  if (recovers === 'later') await happen(...calm, ...(beside === undefined ? [] : [shared('OK', acts.recovery)]));
  if (recovers !== undefined && deed === undefined && !brief) await until(acts.proposed);
  if (deed !== undefined) {
    for (const [index, act] of actsOf(deed).entries()) {
      await until(acts.deeds[index] ?? acts.done);
      await act(tocsin);
      await settled();
    }
    if (clock.now().getTime() < start + acts.done) await until(acts.done);
  }
  // What was put off by a call that is done late.
  await passes(brief ? 2 * minute : minute);
  if (brief && clock.now().getTime() < start + acts.brief) await until(acts.brief);
  for (let more = 0; more < patience && !atRest(tocsin); more++) await passes(minute);
}

function atRest({ cloud }: Tocsin): boolean {
  return (['intake', 'respond'] as const).every((name) => {
    const { ready, delayed, inFlight } = cloud.queue(name);
    return ready.length + delayed.length + inFlight.length === 0;
  });
}

/** Alice presses the button of the situation, unless it is no longer there. */
export async function pressAcknowledge({ slack }: Tocsin): Promise<void> {
  const channel = slack.snapshot().channels.find(({ name }) => name.startsWith('inc-'));
  const message = channel?.messages.find(({ blocks }) => JSON.stringify(blocks).includes(actionIds.ack));
  if (!channel || !message) return;
  const alice = slack.as('U0ALICE');
  if (!channel.members.includes('U0ALICE')) await alice.join(channel.id);
  await alice.click({ channel: channel.id, ts: message.ts, actionId: actionIds.ack });
}
