import {
  type Command,
  type Commit,
  decide,
  fold,
  hasCause,
  type Incident,
  nextTimer,
  type Refusal,
} from '@tocsin/incident';
import type { Gate } from './access.ts';
import { openingName } from './channel-names.ts';
import { ContentionError } from './errors.ts';
import type { Opens, World } from './ports.ts';

export type Done = { readonly type: 'done'; readonly incident: Incident };
export type Committed = Done | Refusal;
export type CoreWorld = Pick<World, 'store' | 'outbox' | 'clock' | 'log' | 'measure' | 'catalog'>;

/** How long respond may take before the tick suspects that it was lost and sends it again. */
export const watchMs = 60_000;
const attempts = 12;

/**
 * The one write path: decides on what is stored, appends the entries as the next commit, and retries on a fresh fold
 * when somebody else took that version. A redelivered cause writes nothing but makes sure that its effects are under way.
 */
export async function commit(
  world: CoreWorld,
  {
    id,
    incident: known,
    command,
    cause,
    watched = false,
    gate,
  }: {
    id: string;
    incident: Incident | undefined;
    command: Command;
    cause: string;
    /** For whoever will not ask again after a crash, as people do not: the tick is told to look before it can happen. */
    watched?: boolean;
    /** May refuse on the incident as it is now; asked again when another commit came between. */
    gate?: Gate;
  },
): Promise<Committed> {
  let incident = known;
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (incident && hasCause(incident, cause)) {
      await publish(world, incident);
      return { type: 'refusal', code: 'nothing-new', reason: `incident ${id} has it on its timeline already` };
    }
    const barred = await gate?.(incident);
    if (barred) return barred;
    const at = world.clock.now().toISOString();
    const decision = decide(incident, command, { at, ...world.catalog });
    if (decision.type === 'refusal') return decision;
    const next: Commit = {
      incident: id,
      version: (incident?.version ?? 0) + 1,
      cause,
      recordedAt: at,
      entries: decision.entries,
    };
    if (watched && incident)
      await world.store.settle({ incident: id, version: incident.version, wakeAt: watchOver(world, incident) });
    if (await world.store.append(next)) {
      const folded = fold(incident, [next]);
      if (!folded) throw new Error(`commit ${next.version} of incident ${id} folds to nothing`);
      await publish(world, folded, opensBy(next, folded));
      return { type: 'done', incident: folded };
    }
    incident = await world.store.load(id);
  }
  throw new ContentionError(`incident ${id}`, attempts);
}

/** For whoever shows what he decides in the same breath, and is asked again if he crashes before. */
export const silently = <World extends CoreWorld>(world: World): World => ({
  ...world,
  outbox: { send: async () => {} },
});

/**
 * Brings the projection up to date and asks for the effects. Both are repeatable, so a crash before them is no loss.
 *
 * @param opens told once, by whoever opened it: whoever asks again cannot know how far the first has come
 */
export async function publish(world: CoreWorld, incident: Incident, opens?: Opens): Promise<void> {
  const { id, version } = incident;
  // People wait for the effects; nobody waits for the projection, which respond does not need.
  const asked = world.outbox.send({ incident: id, dedup: `${id}:${version}`, ...(opens ? { opens } : {}) });
  await Promise.all([asked, world.store.saveHead(incident, watchOver(world, incident))]);
}

function opensBy({ version, recordedAt: at }: Commit, incident: Incident): Opens | undefined {
  const channel = version === 1 ? openingName(incident) : undefined;
  return channel === undefined ? undefined : { channel, at };
}

/** When the tick looks whether respond was lost, or earlier if a timer is due before. */
function watchOver({ clock, catalog }: CoreWorld, incident: Incident): string {
  const watch = new Date(clock.now().getTime() + watchMs).toISOString();
  const timer = nextTimer(incident, catalog);
  return timer !== undefined && timer < watch ? timer : watch;
}
