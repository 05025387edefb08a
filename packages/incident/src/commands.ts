import type { Severity } from '@tocsin/workflow';
import type { Actor } from './actor.ts';
import type { AlarmFact, CanaryRun } from './evidence.ts';

/** Everything that can be asked of an incident. Alarms and canary runs are commands too: they may change nothing. */
export type Command =
  | {
      readonly type: 'observe-alarms';
      readonly alarms: readonly AlarmFact[];
      readonly canary?: CanaryRun;
      readonly key: string;
    }
  | { readonly type: 'observe-deletion'; readonly alarm: Pick<AlarmFact, 'key' | 'name' | 'arn'>; readonly at: string }
  | { readonly type: 'observe-canary'; readonly run: CanaryRun }
  | {
      readonly type: 'declare';
      readonly title: string;
      readonly severity: Severity;
      readonly key: string;
      readonly workflow?: string;
      readonly summary?: string;
      readonly by: Actor;
    }
  | { readonly type: 'acknowledge'; readonly by: Actor }
  | { readonly type: 'take-command'; readonly by: Actor & { readonly type: 'person' } }
  | { readonly type: 'resolve'; readonly by: Actor; readonly note?: string }
  | { readonly type: 'propose-resolution' }
  | { readonly type: 'record-channel'; readonly channel: string; readonly name: string };

/** Why a command changed nothing, in words for the person who gave it. */
export interface Refusal {
  readonly type: 'refusal';
  readonly code: 'nothing-new' | 'already-done' | 'not-open' | 'no-incident' | 'not-due';
  readonly reason: string;
}
