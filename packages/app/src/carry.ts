import {
  factsToCarry,
  factsToReturn,
  type Incident,
  isOpen,
  openParts,
  partsOfStorm,
  person,
  type SplitOff,
  tocsin,
} from '@tocsin/incident';
import { type CoreWorld, commit } from './commit.ts';
import { disband } from './gathering/disband.ts';

/**
 * What one incident has to tell another, once: it was merged into it, goes its own way again, or alarms were split off.
 * Each is a commit on the other's timeline whose cause tells a repetition, so a crash in between is made up for.
 */
export type Carry =
  | { readonly type: 'merge'; readonly number: number }
  | { readonly type: 'unmerge'; readonly number: number }
  | { readonly type: 'split'; readonly number: number }
  /** It spoke for others and is over. */
  | { readonly type: 'disband'; readonly number: number };

/** Everything that this incident has to tell others, so far. */
export function carriesOf(incident: Incident): Carry[] {
  const { merged, merges = 0, unmerged, splits = [] } = incident;
  const disbands = !isOpen(incident) && openParts(incident).length > 0;
  return [
    ...(disbands ? [{ type: 'disband', number: partsOfStorm(incident).length } as const] : []),
    ...(merged ? [{ type: 'merge', number: merges } as const] : []),
    ...(unmerged ? [{ type: 'unmerge', number: unmerged.number } as const] : []),
    ...splits.map(({ number }) => ({ type: 'split', number }) as const),
  ];
}

/** Tells the other incident. */
export async function carry(world: CoreWorld, incident: Incident, { type, number }: Carry): Promise<void> {
  if (type === 'merge') return carryInto(world, incident, number);
  if (type === 'disband') return disband(world, incident);
  if (type === 'unmerge') return carryBack(world, incident, number);
  const split = incident.splits?.find((one) => one.number === number);
  if (split) await openSplit(world, incident, split);
}

async function carryInto(world: CoreWorld, incident: Incident, number: number): Promise<void> {
  const { id, title, key, severity, channel, merged } = incident;
  if (!merged || incident.merges !== number) return;
  const { into, by } = merged;
  const from = { id, title, key, severity, ...(channel ? { channel: channel.id } : {}) };
  const told = await commit(world, {
    id: into,
    incident: await world.store.load(into),
    command: { type: 'absorb', by, from, alarms: factsToCarry(incident) },
    cause: `merge:${id}:${number}`,
  });
  if (told.type === 'done' || told.code === 'already-done' || told.code === 'nothing-new') return;
  // Somebody resolved or merged the other in the same moment: nothing may go on where nobody looks.
  const reason = `incident ${into} was over by then (${told.reason})`;
  const command = { type: 'unmerge', by: tocsin, reason } as const;
  await commit(world, { id, incident, command, cause: `unmerge:${id}:${number}` });
}

async function carryBack(world: CoreWorld, incident: Incident, number: number): Promise<void> {
  const { id, unmerged } = incident;
  if (!unmerged || unmerged.number !== number) return;
  const { from, by } = unmerged;
  const other = await world.store.load(from);
  const alarms = other ? factsToReturn(other, id) : [];
  if (alarms.length > 0) {
    const command = { type: 'observe-alarms', alarms, key: incident.key } as const;
    await commit(world, { id, incident, command, cause: `return:${id}:${number}` });
  }
  const command = { type: 'release', by, id } as const;
  await commit(world, { id: from, incident: other, command, cause: `release:${id}:${number}` });
}

/** Makes the incident that alarms were split off to. */
export async function openSplit(world: CoreWorld, incident: Incident, split: SplitOff): Promise<void> {
  const { id, title: fromTitle, channel } = incident;
  const { to, title, severity, alarms, by } = split;
  const from = { id, title: fromTitle, ...(channel ? { channel: channel.id } : {}) };
  await commit(world, {
    id: to,
    incident: await world.store.load(to),
    command: {
      type: 'receive-split',
      by: person(by),
      from,
      title,
      severity,
      key: `incident:${to}`,
      alarms,
      ...(incident.private ? { private: true } : {}),
    },
    cause: `split:${id}:${split.number}`,
  });
}
