import { diffArrays } from 'diff';
import type { Unit } from './units.ts';

/** What is new and was not taken, for people's own words stand there. */
export interface Offer {
  /** The heading it stands under. */
  readonly section: string;
  /** As it was drafted before, as people have it, and as it would be now; empty where there was or is nothing. */
  readonly was: string;
  readonly theirs: string;
  readonly now: string;
}

export interface Merged {
  readonly units: readonly Unit[];
  readonly offers: readonly Omit<Offer, 'section'>[];
  /** How many units are new or gone because the draft changed there and people had not. */
  readonly taken: number;
}

/** Lines of one document that took the place of lines of the base. */
interface Change {
  readonly from: number;
  readonly to: number;
  readonly units: readonly Unit[];
}

/**
 * Three ways: what people left as it was drafted becomes what is drafted now; what they changed stays. Where both changed
 * the same, people's words stay and the new ones are offered.
 */
export function mergeUnits(base: readonly Unit[], edited: readonly Unit[], fresh: readonly Unit[]): Merged {
  const theirs = changesOf(base, edited);
  const ours = changesOf(base, fresh);
  const stays = keptOf(base, edited);
  const units: Unit[] = [];
  const offers: Omit<Offer, 'section'>[] = [];
  let [at, mine, new_, taken] = [0, 0, 0, 0];
  while (at < base.length || mine < theirs.length || new_ < ours.length) {
    const [their, our] = [theirs[mine], ours[new_]];
    const next = Math.min(their?.from ?? base.length, our?.from ?? base.length);
    for (; at < next; at++) units.push(stays.get(at) ?? (base[at] as Unit));
    if (!their && !our) break;
    const region = regionFrom({ theirs, ours, mine, new_, start: next });
    [at, mine, new_] = [region.to, region.mine, region.new_];
    const [their_, our_] = [sideOf(base, region, region.theirs), sideOf(base, region, region.ours)];
    if (region.theirs.length === 0) {
      units.push(...our_);
      taken += Math.max(our_.length, region.to - region.from);
    } else {
      units.push(...their_);
      if (region.ours.length === 0 || textOf(their_) === textOf(our_)) continue;
      // Nobody's words are replaced when both only add.
      if (region.from === region.to) {
        units.push(...our_);
        taken += our_.length;
      } else
        offers.push({ was: textOf(base.slice(region.from, region.to)), theirs: textOf(their_), now: textOf(our_) });
    }
  }
  return { units, offers, taken };
}

interface Region {
  readonly from: number;
  readonly to: number;
  readonly theirs: readonly Change[];
  readonly ours: readonly Change[];
  readonly mine: number;
  readonly new_: number;
}

/** The changes of both sides that overlap, from the first of them on. */
function regionFrom(given: {
  theirs: readonly Change[];
  ours: readonly Change[];
  mine: number;
  new_: number;
  start: number;
}): Region {
  const { theirs, ours, start } = given;
  let { mine, new_ } = given;
  const region: { theirs: Change[]; ours: Change[] } = { theirs: [], ours: [] };
  let to = start;
  const belongs = (change: Change | undefined): change is Change =>
    change !== undefined && (change.from < to || change.from === start);
  for (;;) {
    const [their, our] = [theirs[mine], ours[new_]];
    if (belongs(their)) {
      region.theirs.push(their);
      to = Math.max(to, their.to);
      mine += 1;
    } else if (belongs(our)) {
      region.ours.push(our);
      to = Math.max(to, our.to);
      new_ += 1;
    } else return { from: start, to, ...region, mine, new_ };
  }
}

/** What a side has of a region: its changes, and the base between them. */
function sideOf(base: readonly Unit[], { from, to }: Region, changes: readonly Change[]): Unit[] {
  const units: Unit[] = [];
  let at = from;
  for (const change of changes) {
    units.push(...base.slice(at, change.from), ...change.units);
    at = change.to;
  }
  return [...units, ...base.slice(at, to)];
}

function changesOf(base: readonly Unit[], other: readonly Unit[]): Change[] {
  const changes: Change[] = [];
  let [inBase, inOther] = [0, 0];
  let open: Change | undefined;
  for (const { added, removed, count } of parts(base, other)) {
    if (!added && !removed) {
      open = undefined;
      inBase += count;
      inOther += count;
      continue;
    }
    const before: Change = open ?? { from: inBase, to: inBase, units: [] };
    if (removed) inBase += count;
    const units = added ? other.slice(inOther, inOther + count) : [];
    if (added) inOther += count;
    if (open) changes.pop();
    open = { from: before.from, to: inBase, units: [...before.units, ...units] };
    changes.push(open);
  }
  return changes;
}

/** What people left standing, as it stands with them: a distance is theirs to change too. */
function keptOf(base: readonly Unit[], edited: readonly Unit[]): Map<number, Unit> {
  const kept = new Map<number, Unit>();
  let [inBase, inEdited] = [0, 0];
  for (const { added, removed, count } of parts(base, edited)) {
    if (!added && !removed)
      for (let index = 0; index < count; index++) kept.set(inBase + index, edited[inEdited + index] as Unit);
    if (!added) inBase += count;
    if (!removed) inEdited += count;
  }
  return kept;
}

const parts = (one: readonly Unit[], other: readonly Unit[]): { added: boolean; removed: boolean; count: number }[] =>
  diffArrays(
    one.map(({ text }) => text),
    other.map(({ text }) => text),
  ).map(({ added, removed, value }) => ({ added, removed, count: value.length }));

const textOf = (units: readonly Unit[]): string => units.map(({ text }) => text).join('\n');
