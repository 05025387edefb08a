import type { AlarmFact } from '@tocsin/incident';

/** An alarm's state as it came from AWS, in whatever form, before it is matched to the catalog. */
export interface AlarmSignal
  extends Omit<AlarmFact, 'workflow' | 'step' | 'dependency' | 'degraded' | 'ticket' | 'fromCanary' | 'dimensions'> {
  readonly tags: Readonly<Record<string, string>>;
  /** Dimensions of its metric, those of all metrics together for metric math. */
  readonly dimensions: Readonly<Record<string, string>>;
  readonly namespace?: string;
  readonly description?: string;
}

interface Caused {
  /** What tells a redelivery: the EventBridge id, the SNS message id, or alarm, state and time. */
  readonly cause: string;
}

/** Everything that AWS tells intake. `kind` says in which form it came. */
export type Signal = Caused &
  (
    | { readonly type: 'alarm'; readonly kind: string; readonly alarm: AlarmSignal }
    | {
        readonly type: 'alarm-configuration';
        readonly kind: string;
        readonly operation: 'create' | 'update' | 'delete';
        readonly alarm: AlarmSignal;
      }
    | {
        readonly type: 'canary-run';
        readonly kind: string;
        readonly canary: string;
        readonly runId: string;
        readonly ok: boolean;
        readonly reason?: string;
        readonly startedAt: string;
        readonly completedAt: string;
        /** `bucket/prefix` of the run's artifacts. */
        readonly artifacts: string;
        readonly account: string;
        readonly region: string;
      }
    | {
        readonly type: 'canary-status';
        readonly kind: string;
        readonly canary: string;
        readonly from: string;
        readonly to: string;
        readonly at: string;
      }
    /** Well formed, but none of intake's business: a schedule, a deployment. */
    | { readonly type: 'other'; readonly kind: string; readonly reason: string }
  );

/** What became of a signal, always with a reason in words. */
export interface Outcome {
  readonly accepted: boolean;
  readonly reason: string;
  readonly kind: string;
  readonly alarm?: {
    readonly name: string;
    readonly arn: string;
    readonly state: string;
    readonly account: string;
    readonly region: string;
    readonly at: string;
  };
  readonly workflow?: string;
  readonly step?: string;
  readonly incident: string | null;
}
