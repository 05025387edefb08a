import { createHash } from 'node:crypto';
import { tocsin } from '@tocsin/incident';
import { type CoreWorld, commit, silently } from '../commit.ts';
import { TryAgain } from '../errors.ts';
import type { Hearing } from '../hear.ts';
import type { ToldPart } from '../ports.ts';

const stormTitle = 'Many incidents at once';
/** An incident whose alarm was being taken in when another was gathered into it is there within moments. */
const awaitedMs = 30_000;

/**
 * Takes in how gathered incidents stand, all that came together in one commit; the caller responds when something changed.
 * Parts that the incident cannot speak for stand on their own from then on, so that each is shown somewhere.
 *
 * @throws TryAgain when the incident is not there yet
 */
export async function hearParts(world: CoreWorld, id: string, told: readonly ToldPart[]): Promise<Hearing> {
  const incident = await world.store.load(id);
  const storm = told.some((one) => one.storm) ? { title: stormTitle, key: `storm:${id}` } : undefined;
  const parts = told.map(({ part }) => part);
  const command = { type: 'hear-parts', parts, ...(storm ? { storm } : {}) } as const;
  const heard = await commit(silently(world), { id, incident, command, cause: causeOf(parts) });
  if (heard.type === 'done') return { incident: heard.incident, changed: true };
  const first = told.map(({ gatheredAt }) => gatheredAt).sort()[0] ?? '';
  if (heard.code === 'no-incident' && world.clock.now().getTime() - Date.parse(first) < awaitedMs)
    throw new TryAgain(`incident ${id}, which is to speak for others, is not there yet`, 10_000);
  if (heard.code === 'elsewhere' || heard.code === 'no-incident')
    for (const part of parts) await sendAway(world, part.id, { from: id, reason: heard.reason });
  return { incident, changed: false };
}

async function sendAway(
  world: CoreWorld,
  id: string,
  { from, reason }: { readonly from: string; readonly reason: string },
): Promise<void> {
  const command = { type: 'leave', by: tocsin, reason } as const;
  await commit(world, { id, incident: await world.store.load(id), command, cause: `leave:${from}` });
}

const causeOf = (parts: readonly { id: string; version: number }[]): string => {
  const which = parts.map(({ id, version }) => `${id}@${version}`).join();
  return `parts:${createHash('sha256').update(which).digest('base64url').slice(0, 16)}`;
};
