import { isDeepStrictEqual } from 'node:util';
import { type Incident, nextTimer } from '@tocsin/incident';
import { readCaptured } from './capture.ts';
import { channelNames } from './channel-names.ts';
import { commit, silently } from './commit.ts';
import { channelKey, type Effect, effectsOf, publicEffectsOf } from './effects.ts';
import { beginChannel } from './make-channel.ts';
import { pagedNoticesOf } from './people-effects.ts';
import type { Opens, World } from './ports.ts';
import { canvasKey, withCanvas } from './postmortem.ts';
import { keyOf, leftBehind, takenBack, veiled } from './private.ts';
import { putOff } from './reminder.ts';
import { type Round, type RoundOf, startRound } from './round.ts';
import { shutNoticeOf } from './shut.ts';
import { type Turn, turnOf } from './turns.ts';
import { type Books, booksFor } from './walks/books.ts';

/** What Slack answers in an archived channel, and to a change of a message there (chat.update). */
const archived: readonly string[] = ['is_archived', 'is_inactive'];
const deployMs = 5 * 60_000;

/** What one call did, by effect key. */
export interface Responded {
  readonly incident: string;
  readonly performed: readonly string[];
}

/**
 * Makes Slack and the pagers show what the incident is now, less what the ledger says is done. The queue hands one
 * incident to one call at a time. In which order is told in turns.ts: nothing that matters waits for an option.
 *
 * @param opens of an incident that nobody has responded to: its channel is made while the rest is read
 * @throws TryAgain when something is left for later; what could be done is done
 */
export async function respond(world: World, id: string, token: string, opens?: Opens): Promise<Responded> {
  const begun = opens && beginChannel(world, { incident: id, token, ...opens });
  const stored = await world.store.loadWithEffects(id).catch(async (error: unknown) => {
    await begun?.abandon();
    throw error;
  });
  if (!stored) {
    world.log.warn('respond', { incident: id, reason: 'nothing is committed under this id' });
    await begun?.abandon();
    return { incident: id, performed: [] };
  }
  const of = { ...stored, token, begun };
  const round = startRound(world, of);
  const incident = await showAll(world, of, round);
  await round.end();
  // Last, and holding up nothing: what waits for people's attention comes before what is kept for later.
  const { version, again, more } = await readCaptured(world, incident);
  if (more) await world.outbox.send({ incident: id, dedup: `${id}:${version}:read` });
  const wakes = [again, nextTimer(incident, world.catalog), otherCode(world, incident)].filter(
    (wake) => wake !== undefined,
  );
  await world.store.settle({ incident: id, version, wakeAt: wakes.sort()[0] });
  return { incident: id, performed: round.performed };
}

/** When to look again for what this code cannot show: a deploy takes minutes, and its functions change one by one. */
function otherCode({ clock }: World, { passedOver }: Incident): string | undefined {
  return passedOver && new Date(clock.now().getTime() + deployMs).toISOString();
}

/**
 * One turn after another. A turn is planned when it comes, for it may say what the ones before it came to.
 *
 * @returns the incident as it is shown now, with its channel
 */
async function showAll(world: World, of: RoundOf, round: Round): Promise<Incident> {
  let books: Books | undefined;
  const fetched = booksFor(world, of.incident).then((found) => {
    books = found;
  });
  // Whoever awaits it hears of the failure.
  fetched.catch(() => {});
  // What was shown of walks is taken back with all the rest.
  if (of.incident.private?.since === 'made') await fetched;
  const ofTurn = (effects: readonly Effect[], turn: Turn) => effects.filter((effect) => turnOf(effect) === turn);
  const take = (turn: Turn) => round.run(ofTurn(plan(world, of, round, books), turn));
  const first = plan(world, of, round, books);
  const channel = ofTurn(first, 'channel');
  const making = round.run(channel);
  const atOnce = round.run(ofTurn(first, 'at once'));
  // The first message is claimed while its channel is made: nothing stands between the two calls to Slack.
  if (channel.length > 0) round.ahead(ofTurn(first, 'situation'));
  await making;
  if (round.channel() === undefined) {
    await atOnce;
    return of.incident;
  }
  await take('situation');
  const [recorded] = await Promise.all([
    recordChannel(world, of.incident, round),
    fetched.then(() => take('rest')).then(() => take('replies')),
    putOff(world, of.incident, of.effects).then((off) => (off ? undefined : take('reminder'))),
  ]);
  await atOnce;
  await take('notices');
  await take('leaving');
  if (recorded === undefined) return of.incident;
  const after = plan(world, { ...of, incident: recorded }, round, books);
  if (recorded.version === of.incident.version + 1 && isDeepStrictEqual(after, plan(world, of, round, books)))
    return recorded;
  await world.outbox.send({ incident: recorded.id, dedup: `${recorded.id}:${recorded.version}` });
  return of.incident;
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
  const own = effectsOf(incident, catalog, channel, books);
  const takes = takenBack(incident, { records, shown, incidentsChannel });
  return [
    ...own.map((effect) => withCanvas(effect, canvas)),
    ...takes,
    ...veiled(incident, pagedNoticesOf(incident, catalog, isDone)),
    ...veiled(incident, shutNoticeOf(incident, { channel, shut: round.refused(own, archived) })),
    // Left once nothing in it says anything.
    ...(takes.every(({ key }) => isDone(key)) ? leftBehind(incident, { records, names: channelNames(incident) }) : []),
  ];
}

/**
 * The channel is a fact of the timeline, and what commands given in it find the incident by. All that is shown of it is
 * shown here, so no further response is asked for unless something would read otherwise.
 */
async function recordChannel(world: World, incident: Incident, round: Round): Promise<Incident | undefined> {
  const { channel, name } = round.result(keyOf(incident, channelKey)) ?? {};
  if (incident.channel !== undefined || channel === undefined || name === undefined) return undefined;
  const command = { type: 'record-channel', channel, name, private: incident.private !== undefined } as const;
  const committed = await commit(silently(world), { id: incident.id, incident, command, cause: `channel:${channel}` });
  return committed.type === 'done' ? committed.incident : undefined;
}
