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

type Due = Awaited<ReturnType<CoreWorld['store']['due']>>[number];

/**
 * Each minute: incidents whose wake time has come. A timer is a hint, so the incident is looked at again and only what
 * still applies is done. Whatever woke it, respond is asked to look: a call that crashed half way is so taken up. It says of
 * itself how late it is (`scheduledAt`: when it should have begun, in ISO 8601), and how long whoever waits longest has been due.
 *
 * @throws AggregateError when incidents could not be looked at, once the others were; those stay due
 */
export async function tick(
  world: CoreWorld,
  { scheduledAt }: { readonly scheduledAt?: string | undefined } = {},
): Promise<Ticked> {
  const now = world.clock.now();
  const since = (time: string) => Math.max(0, now.getTime() - Date.parse(time));
  const lateMs = scheduledAt === undefined || !isTime(scheduledAt) ? undefined : since(scheduledAt);
  const due = await world.store.due(now.toISOString(), atOnce);
  const overdueMs = due.length === 0 ? undefined : Math.max(...due.map(({ wakeAt }) => since(wakeAt)));
  world.measure?.({
    ...(lateMs === undefined ? {} : { TickLateness: lateMs }),
    ...(overdueMs === undefined ? {} : { TimersOverdue: overdueMs }),
  });
  let acted = 0;
  let redriven = 0;
  const failures: unknown[] = [];
  for (const one of due) {
    try {
      const timers = await wake(world, one);
      acted += timers ?? 0;
      if (timers === 0) redriven++;
    } catch (error) {
      world.log.error('tick passed over', { incident: one.incident, error });
      failures.push(error);
    }
  }
  const ticked = { due: due.length, acted, redriven, ...(lateMs === undefined ? {} : { lateMs }) };
  world.log.info('tick', { ...ticked, ...(overdueMs === undefined ? {} : { overdueMs }) });
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} of ${due.length} incidents could not be looked at`);
  return ticked;
}

const isTime = (text: string) => /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text));

/** How many timers of an incident came due; hands it to respond when none did. Undefined when there is no such incident. */
async function wake(world: CoreWorld, { incident: id, wakeAt }: Due): Promise<number | undefined> {
  const incident = await world.store.load(id);
  if (!incident) return undefined;
  const acted = await actOnTimers(world, incident);
  if (acted > 0) return acted;
  // The watch is set ahead before the message is sent: a tick that crashes between the two looks again in a minute.
  await world.store.saveHead(incident, undefined);
  await world.store.settle({
    incident: id,
    version: incident.version,
    wakeAt: new Date(world.clock.now().getTime() + watchMs).toISOString(),
  });
  await world.outbox.send({ incident: id, dedup: `${id}:${incident.version}:${wakeAt}` });
  return 0;
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
