import type { Settings } from '@tocsin/workflow';

/** Correlation keys whose incidents opened within some time, oldest first, and those of them that named a dependency. */
export interface Openings {
  readonly all: readonly Opened[];
  readonly ofDependency: readonly Opened[];
}

export interface Opened {
  readonly key: string;
  readonly at: string;
}

/** Where an incident that opens is shown: in a channel of its own, in that of another, or in the storm's. */
export type Place =
  | { readonly type: 'own' }
  | { readonly type: 'shared'; readonly with: string; readonly because: string }
  | { readonly type: 'storm'; readonly because: string };

/**
 * Decides it from what else has just opened. Only those that got a place are listed, so a crowd that comes at once is
 * told the same by the first few: the list need not be whole to be enough.
 *
 * @param before those that opened before it, itself left out
 */
export function placeFor(
  { at, dependency }: { readonly at: string; readonly dependency?: string | undefined },
  before: Openings,
  { withinMinutes, sharing, channels }: Settings['storms'],
): Place {
  const recent = ({ at: then }: Opened): boolean =>
    Math.abs(Date.parse(at) - Date.parse(then)) <= withinMinutes * 60_000;
  const alike = before.ofDependency.filter(recent);
  const [first] = alike;
  if (dependency !== undefined && first && alike.length >= sharing)
    return {
      type: 'shared',
      with: first.key,
      because: `${dependency} is what its step stands on, too, and both began within ${withinMinutes} minutes`,
    };
  const others = before.all.filter(recent).length;
  return others >= channels
    ? { type: 'storm', because: `${others} other incidents opened within ${withinMinutes} minutes` }
    : { type: 'own' };
}
