import type { ActCall, ActCalled, ActNext, ActOutcome, ActPosition, CallLimits } from '@tocsin/app';
import type { Act, ActKind, BackAct } from '@tocsin/runbook';
import type { Clients } from '../clients.ts';
import { failureOf } from '../failure.ts';
import type { Ask } from '../network/request.ts';

/** What acting needs. */
export interface Acting {
  readonly clients: Clients;
  readonly region: string;
  readonly ask: Ask;
  readonly now: () => Date;
}

export type ActOf<Kind extends ActKind> = Extract<Act | BackAct, { readonly act: Kind }>;

/** How a kind of act is done: see RunbookActs. */
export interface Doing<Kind extends ActKind> {
  next(acting: Acting, act: ActOf<Kind>, at: ActPosition): Promise<ActNext>;
  call(acting: Acting, act: ActOf<Kind>, call: ActCall, limits: CallLimits): Promise<ActCalled>;
}

export const settled = (outcome: ActOutcome): { readonly type: 'settled'; readonly outcome: ActOutcome } => ({
  type: 'settled',
  outcome,
});
export const failed = (text: string, more: { link?: string | undefined; output?: string } = {}) =>
  settled({ type: 'failed', text, ...linkOf(more), ...(more.output === undefined ? {} : { output: more.output }) });

export const linkOf = ({ link }: { readonly link?: string | undefined }) => (link === undefined ? {} : { link });

/** What a call that threw means: nothing happened, not now, or nobody knows. */
export function calledOf(error: unknown, call: ActCall): ActCalled {
  const failure = failureOf(error);
  switch (failure.type) {
    case 'not-done':
      return failed(`It was not done: ${failure.text}`, call);
    case 'not-now':
      return { type: 'not-now', afterMs: 10_000, text: failure.text };
    case 'unknown':
      return settled({
        type: 'unknown',
        text: `There was no clear answer (${failure.text}). It may have happened, so it is not done again.`,
        lookAt: call.lookAt,
        ...linkOf(call),
      });
    default:
      return failure satisfies never;
  }
}

/** An act of one call is over when it has been made; its answer settles it. */
export const once = (at: ActPosition, call: ActCall): ActNext =>
  at.putBack ? failed('This has no way back of its own.') : { type: 'call', call };
