import type { Act, BackAct } from './acts.ts';
import type { Check } from './checks.ts';

/** What a step wants done by Tocsin, its variables filled in. */
export type What =
  | { readonly type: 'check'; readonly check: Check }
  | { readonly type: 'act'; readonly act: Act | BackAct }
  /** The weights that a shift found are put back; `of` is the id of the task that shifted. */
  | { readonly type: 'put-back'; readonly act: Shift; readonly of: string };

export type Shift = Extract<Act, { readonly act: 'route53-weight' | 'alb-weight' }>;

export const isShift = (act: Act | BackAct): act is Shift => act.act === 'route53-weight' || act.act === 'alb-weight';
