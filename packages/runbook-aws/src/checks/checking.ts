import type { Look, LookLimits } from '@tocsin/app';
import type { Check, CheckKind } from '@tocsin/runbook';
import type { Clients } from '../clients.ts';
import type { Ask } from '../network/request.ts';

/** What looking needs. */
export interface Checking {
  readonly clients: Clients;
  readonly region: string;
  readonly ask: Ask;
  /** Whose canaries are looked at. */
  readonly stage: string;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
}

export type CheckOf<Kind extends CheckKind> = Extract<Check, { readonly check: Kind }>;
export type LookAt<Kind extends CheckKind> = (
  checking: Checking,
  check: CheckOf<Kind>,
  limits: LookLimits,
) => Promise<Look>;
