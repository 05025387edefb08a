import { type Incident, nextTimer } from '@tocsin/incident';
import { readCaptured } from './capture.ts';
import { commit } from './commit.ts';
import { channelKey, channelNames, type Effect, effectsOf, publicEffectsOf } from './effects.ts';
import { pagedNoticesOf } from './people-effects.ts';
import type { World } from './ports.ts';
import { canvasKey, withCanvas } from './postmortem.ts';
import { keyOf, leftBehind, takenBack, veiled } from './private.ts';
import { putOff } from './reminder.ts';
import { type Round, type RoundOf, startRound } from './round.ts';
import { type Turn, turnOf } from './turns.ts';
import { type Books, booksFor } from './walks/books.ts';

/** What one call did, by effect key. */
export interface Responded {
  readonly incident: string;
  readonly performed: readonly string[];
}

/**
 * Makes Slack and the pagers show what the incident is now, less what the ledger says is done. The queue hands one
 * incident to one call at a time. In which order is told in turns.ts: nothing that matters waits for an option.
 *
 * @throws TryAgain when something is left for later; what could be done is done
 */
export async function respond(world: World, id: string, token: string): Promise<Responded> {
  const stored = await world.store.loadWithEffects(id);
  if (!stored) {
    world.log.warn('respond', { incident: id, reason: 'nothing is committed under this id' });
    return { incident: id, performed: [] };
  }
  const { incident } = stored;
  const of = { ...stored, token };
  const round = startRound(world, of);
  await showAll(world, of, round);
  await round.end();
  // Last, and holding up nothing: what waits for people's attention comes before what is kept for later.
  const { version, again, more } = await readCaptured(world, incident);
  if (more) await world.outbox.send({ incident: id, dedup: `${id}:${version}:read` });
  const wakes = [again, nextTimer(incident, world.catalog)].filter((wake) => wake !== undefined);
  await world.store.settle({ incident: id, version, wakeAt: wakes.sort()[0] });
  return { incident: id, performed: round.performed };
}

/** One turn after another. A turn is planned when it comes, for it may say what the ones before it came to. */
async function showAll(world: World, of: RoundOf, round: Round): Promise<void> {
  let books: Books | undefined;
  const fetched = booksFor(world, of.incident).then((found) => {
    books = found;
  });
  // Whoever awaits it hears of the failure.
  fetched.catch(() => {});
  // What was shown of walks is taken back with all the rest.
  if (of.incident.private?.since === 'made') await fetched;
  const take = (turn: Turn) => round.run(plan(world, of, round, books).filter((effect) => turnOf(effect) === turn));
  const atOnce = take('at once');
  await take('channel');
  if (round.channel() === undefined) {
    await atOnce;
    return;
  }
  await take('situation');
  await Promise.all([
    fetched.then(() => take('rest')).then(() => take('replies')),
    putOff(world, of.incident, of.effects).then((off) => (off ? undefined : take('reminder'))),
    recordChannel(world, of.incident, round),
  ]);
  await atOnce;
  await take('notices');
  await take('leaving');
}

/** Everything there is to show as far as is known now: of the incident itself, and of what came of showing it. */
function plan(
  { catalog, incidentsChannel }: World,
  { incident, effects: records }: RoundOf,
  round: Round,
  books: Books | undefined,
): Effect[] {
  const channel = round.channel();
  const canvas = round.result(keyOf(incident, canvasKey));
  const isDone = (key: string) => round.result(key) !== undefined;
  const shown = publicEffectsOf(incident, catalog, channel, books);
  const takes = takenBack(incident, { records, shown, incidentsChannel });
  return [
    ...effectsOf(incident, catalog, channel, books).map((effect) => withCanvas(effect, canvas)),
    ...takes,
    ...veiled(incident, pagedNoticesOf(incident, catalog, isDone)),
    // Left once nothing in it says anything.
    ...(takes.every(({ key }) => isDone(key)) ? leftBehind(incident, { records, names: channelNames(incident) }) : []),
  ];
}

/** The channel is a fact of the timeline, and what commands given in it find the incident by. */
async function recordChannel(world: World, incident: Incident, round: Round): Promise<void> {
  const { channel, name } = round.result(keyOf(incident, channelKey)) ?? {};
  if (incident.channel !== undefined || channel === undefined || name === undefined) return;
  const command = { type: 'record-channel', channel, name, private: incident.private !== undefined } as const;
  await commit(world, { id: incident.id, incident, command, cause: `channel:${channel}` });
}
