import type { StepResult } from '@tocsin/workflow';

export type AlarmValue = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** One state of one alarm (or of one contributor to it), matched to the catalog where that was possible. */
export interface AlarmFact {
  /** What tells alarms apart: the ARN, with `#<contributor id>` for one series of a multi-series alarm. */
  readonly key: string;
  readonly name: string;
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly value: AlarmValue;
  /** When the alarm entered this state, ISO 8601 UTC. */
  readonly at: string;
  readonly reason: string;
  /** Console link. */
  readonly link: string;
  readonly workflow?: string;
  readonly step?: string;
  readonly dependency?: string;
  /** The alarm tells of a soft dependency: the step still works. */
  readonly degraded: boolean;
  /** It wants somebody's time, but not at night: it opens an incident that pages nobody. */
  readonly ticket?: true;
  /** The alarm watches what the canary measured on the step, so it only fires for a step that was reached. */
  readonly fromCanary: boolean;
  /** Of its metric, where it has any: what runbooks know as `{{dimension.QueueName}}`. */
  readonly dimensions?: Readonly<Record<string, string>>;
  /** What CloudWatch holds its actions back for: a mute rule or a suppressor; such an alarm opens nothing. */
  readonly held?: string;
}

/** Whether the workflow fails by it, rather than doing without something or failing so rarely that it can wait. */
export const isHard = ({ degraded, ticket }: Pick<AlarmFact, 'degraded' | 'ticket'>): boolean => !degraded && !ticket;

/**
 * What CloudWatch says of a composite alarm names its parts by ARN; people know them by name. (Amazon CloudWatch User
 * Guide, "Create a composite alarm"; seen in the state reasons of `CloudWatch Alarm State Change` events.)
 */
export const plainReason = (reason: string): string =>
  reason.replace(/arn:aws[\w-]{0,10}:cloudwatch:[\w-]{1,20}:\d{12}:alarm:/g, '');

/** One run of a canary, step by step. */
export interface CanaryRun {
  readonly runId: string;
  readonly workflow: string;
  readonly startedAt: string;
  readonly completedAt: string;
  readonly ok: boolean;
  readonly results: readonly StepResult[];
  /** Console link to the run. */
  readonly link: string;
}
