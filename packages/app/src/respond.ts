import { type Incident, nextTimer } from '@tocsin/incident';
import { readCaptured } from './capture.ts';
import { commit } from './commit.ts';
import { channelKey, channelNames, type Effect, effectsOf, publicEffectsOf, situationKey } from './effects.ts';
import { TryAgain } from './errors.ts';
import { pagedNoticesOf } from './people-effects.ts';
import { type Attempt, isSettled, type Performed, perform } from './perform.ts';
import type { EffectRecord, World } from './ports.ts';
import { keyOf, leftBehind, takenBack, veiled } from './private.ts';
import { putOff, reminderKey } from './reminder.ts';

/** What one call did, by effect key. */
export interface Responded {
  readonly incident: string;
  readonly performed: readonly string[];
}

/**
 * Makes Slack and the pagers show what the incident is now, less what the ledger says is done. The queue hands one
 * incident to one call at a time. The page and the channel come first, side by side; the situation as soon as the
 * channel is there; everything else waits behind it, and none of that for one another.
 *
 * @throws TryAgain when something is left for later; what could be done is done
 */
export async function respond(world: World, id: string, token: string): Promise<Responded> {
  const stored = await world.store.loadWithEffects(id);
  if (!stored) {
    world.log.warn('respond', { incident: id, reason: 'nothing is committed under this id' });
    return { incident: id, performed: [] };
  }
  const { incident, effects: records } = stored;
  const [home, situation] = [channelKey, situationKey].map((key) => keyOf(incident, key)) as [string, string];
  const known = records.get(home)?.result?.channel ?? incident.channel?.id;
  const plan = effectsOf(incident, world.catalog, known);
  const round = startRound(world, incident, records, token);

  const pages = round.run(
    plan.filter((effect) => effect.type === 'page'),
    known,
  );
  const carried = round.run(
    plan.filter((effect) => effect.type === 'carry' || effect.type === 'part'),
    known,
  );
  const shown = publicEffectsOf(incident, world.catalog, known);
  const takes = takenBack(incident, { records, shown, incidentsChannel: world.incidentsChannel });
  const taking = round.run(takes, known);
  const opened = await round.run(
    plan.filter((effect) => effect.type === 'channel'),
    known,
  );
  const channel = known ?? opened.get(home)?.channel;
  const name = opened.get(home)?.name;
  if (channel !== undefined) {
    const head = await round.run(
      plan.filter((effect) => effect.key === situation),
      channel,
    );
    const rest = effectsOf(incident, world.catalog, channel).filter(
      ({ type, key }) => !(['page', 'carry', 'part'] as string[]).includes(type) && key !== situation && key !== home,
    );
    const reminder = keyOf(incident, reminderKey(incident));
    const remind = async () => {
      if (await putOff(world, incident, records)) return;
      await round.run(
        rest.filter(({ key }) => key === reminder),
        channel,
      );
    };
    const sayRest = async () => {
      const others = rest.filter(({ key }) => key !== reminder);
      const roots = await round.run(others.filter(isRoot), channel);
      await round.run(
        others.filter((effect) => !isRoot(effect)),
        channel,
        new Map([...head, ...roots]),
      );
    };
    await Promise.all([
      sayRest(),
      remind(),
      incident.channel === undefined && name !== undefined ? recordChannel(world, incident, channel, name) : undefined,
    ]);
  }
  const [paged] = await Promise.all([pages, carried]);
  if (channel !== undefined) {
    const notices = pagedNoticesOf(incident, world.catalog, (key) => paged.has(key));
    await round.run(veiled(incident, notices), channel);
  }
  const taken = await taking;
  const leaving = leftBehind(incident, { records, names: channelNames(incident) });
  // Left once nothing in it says anything, and once there is a place to go on in.
  if (channel !== undefined && taken.size === takes.length) await round.run(leaving, channel);
  await round.end();
  // Last, and holding up nothing: what waits for people's attention comes before what is kept for later.
  const wakes = [await readCaptured(world, incident), nextTimer(incident, world.catalog)];
  await world.store.settle({
    incident: id,
    version: incident.version,
    wakeAt: wakes.filter((wake) => wake !== undefined).sort()[0],
  });
  return { incident: id, performed: round.performed };
}

/** Messages by effect key, for those that reply to them or pin them. */
type Roots = ReadonlyMap<string, Performed['result']>;

/** Key of the message that an effect is about and waits for. */
function rootOf(effect: Effect): string | undefined {
  if (effect.type === 'pin') return effect.of;
  return effect.type === 'message' ? effect.inThreadOf : undefined;
}
const isRoot = (effect: Effect): boolean => rootOf(effect) === undefined;

/** Runs effects side by side, keeps what failed for the end, and ends when the ledger knows all that was done. */
function startRound(world: World, incident: Incident, records: ReadonlyMap<string, EffectRecord>, token: string) {
  const performed: string[] = [];
  const failures: unknown[] = [];
  const recording: Promise<unknown>[] = [];
  const one = async (
    effect: Effect,
    channel: string | undefined,
    roots: Roots,
  ): Promise<[string, Performed['result']] | undefined> => {
    const record = records.get(effect.key);
    const root = rootOf(effect);
    const thread = root === undefined ? undefined : roots.get(root)?.ts;
    // Without the message that it answers there is nobody to read it.
    if (root !== undefined && thread === undefined) return undefined;
    const attempt: Attempt = { effect, incident, channel, thread, record, token };
    if (effect.type === 'message' && effect.ifSaid && !record) return undefined;
    if (isSettled(effect, record)) return [effect.key, record?.result ?? {}];
    try {
      const { result, recorded } = await perform(world, attempt);
      performed.push(effect.key);
      recording.push(recorded.catch((error: unknown) => failures.push(error)));
      return [effect.key, result];
    } catch (error) {
      failures.push(error);
      return undefined;
    }
  };
  return {
    performed,
    run: async (effects: readonly Effect[], channel: string | undefined, roots: Roots = new Map()) => {
      const done = await Promise.all(effects.map((effect) => one(effect, channel, roots)));
      return new Map(done.filter((entry) => entry !== undefined));
    },
    end: async () => {
      await Promise.all(recording);
      const surprises = failures.filter((failure) => !(failure instanceof TryAgain));
      if (surprises.length > 0) throw new AggregateError(surprises, `effects of incident ${incident.id} failed`);
      const waits = failures.filter((failure) => failure instanceof TryAgain);
      if (waits.length === 0) return;
      const afterMs = Math.max(...waits.map((wait) => wait.afterMs));
      throw new TryAgain(waits.map((wait) => wait.message).join('; '), afterMs, { cause: waits[0] });
    },
  };
}

/** The channel is a fact of the timeline, and what commands given in it find the incident by. */
async function recordChannel(world: World, incident: Incident, channel: string, name: string): Promise<void> {
  const command = { type: 'record-channel', channel, name, private: incident.private !== undefined } as const;
  await commit(world, { id: incident.id, incident, command, cause: `channel:${channel}` });
}
