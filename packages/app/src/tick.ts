import { dueTimers, type Incident } from '@tocsin/incident';
import { type CoreWorld, commit, watchMs } from './commit.ts';

const atOnce = 100;

/** What one tick did. */
export interface Ticked {
  readonly due: number;
  /** Timers that came due and were acted on: pages, offers, reminders. */
  readonly acted: number;
  /** Incidents handed to respond again, because a crash may have left them half done. */
  readonly redriven: number;
  /** How long after its schedule it began; unknown where nobody says when that was. */
  readonly lateMs?: number;
}

/**
 * Each minute: incidents whose wake time has come. A timer is a hint, so the incident is looked at again and only what
 * still applies is done. Whatever woke it, respond is asked to look: a call that crashed half way is so taken up. It says of
 * itself how late it is (`scheduledAt`: when it should have begun), and how long whoever waits longest has been due.
 */
export async function tick(
  world: CoreWorld,
  { scheduledAt }: { readonly scheduledAt?: string | undefined } = {},
): Promise<Ticked> {
  const now = world.clock.now();
  const since = (time: string) => Math.max(0, now.getTime() - Date.parse(time));
  const lateMs = scheduledAt === undefined || Number.isNaN(Date.parse(scheduledAt)) ? undefined : since(scheduledAt);
  const due = await world.store.due(now.toISOString(), atOnce);
  const overdueMs = due.length === 0 ? undefined : Math.max(...due.map(({ wakeAt }) => since(wakeAt)));
  world.measure?.({
    ...(lateMs === undefined ? {} : { TickLateness: lateMs }),
    ...(overdueMs === undefined ? {} : { TimersOverdue: overdueMs }),
  });
  let acted = 0;
  let redriven = 0;
  for (const { incident: id, wakeAt } of due) {
    const incident = await world.store.load(id);
    if (!incident) continue;
    const done = await actOnTimers(world, incident);
    acted += done;
    if (done > 0) continue;
    // The watch is set ahead before the message is sent: a tick that crashes between the two looks again in a minute.
    await world.store.saveHead(incident, undefined);
    await world.store.settle({
      incident: id,
      version: incident.version,
      wakeAt: new Date(now.getTime() + watchMs).toISOString(),
    });
    await world.outbox.send({ incident: id, dedup: `${id}:${incident.version}:${wakeAt}` });
    redriven++;
  }
  const ticked = { due: due.length, acted, redriven, ...(lateMs === undefined ? {} : { lateMs }) };
  world.log.info('tick', { ...ticked, ...(overdueMs === undefined ? {} : { overdueMs }) });
  return ticked;
}

/** Runs what is due, one command after another; each commit asks for its effects itself. */
async function actOnTimers(world: CoreWorld, incident: Incident): Promise<number> {
  const now = world.clock.now().toISOString();
  let current = incident;
  let acted = 0;
  for (const { command, cause } of dueTimers(incident, world.catalog, now)) {
    const committed = await commit(world, { id: incident.id, incident: current, command, cause });
    if (committed.type === 'refusal') continue;
    current = committed.incident;
    acted++;
  }
  return acted;
}
