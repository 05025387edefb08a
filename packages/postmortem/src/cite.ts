import type { EntryRef } from '@tocsin/incident';

/** Where a sentence has it from. Every sentence of a draft has at least one. */
export type Source =
  | { readonly type: 'entry'; readonly ref: EntryRef }
  /** All entries of the timeline, for what is said not to be there. */
  | { readonly type: 'timeline' }
  | { readonly type: 'message'; readonly ts: string }
  /** What a query gave over a stretch of time. */
  | { readonly type: 'metric'; readonly id: string; readonly from: string; readonly to: string }
  | { readonly type: 'canary'; readonly run: string }
  | { readonly type: 'declaration'; readonly workflow: string; readonly step?: string }
  | { readonly type: 'runbook'; readonly walk: string; readonly step?: string }
  | { readonly type: 'past'; readonly incident: string };

export type Sourced = readonly [Source, ...Source[]];

export const entry = (ref: EntryRef): Source => ({ type: 'entry', ref });
export const message = (ts: string): Source => ({ type: 'message', ts });
export const canary = (run: string): Source => ({ type: 'canary', run });
export const timeline: Source = { type: 'timeline' };
export const declaration = (workflow: string, step?: string): Source => ({
  type: 'declaration',
  workflow,
  ...(step === undefined ? {} : { step }),
});

/** The same for the same source. */
export const keyOf = (source: Source): string => Object.values(source).join('\u0000');

/** The sources of several, each once, in order; undefined where there are none. */
export function together(...lists: readonly (readonly Source[])[]): Sourced | undefined {
  const [first, ...rest] = new Map(lists.flat().map((source) => [keyOf(source), source])).values();
  return first === undefined ? undefined : [first, ...rest];
}
