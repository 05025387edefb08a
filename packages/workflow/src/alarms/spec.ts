/** A metric that an alarm looks at. */
export interface AlarmMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** `TC(300:)`: how many datapoints lie above 300 (CloudWatch user guide, "Statistics definitions", trimmed count). */
export type Statistic = 'Average' | 'Sum' | 'Minimum' | 'Maximum' | 'SampleCount' | `TC(${number}:)`;

/** One line of metric math: a metric, or an expression over the ids of others. Exactly one is returned to the alarm. */
export type MathQuery =
  | { readonly id: string; readonly metric: AlarmMetric; readonly statistic: Statistic }
  | { readonly id: string; readonly expression: string; readonly label: string; readonly returned: boolean };

/** Who hears of a state: `incident`, by EventBridge and Tocsin; `page`, the page topic at once; or `nobody`. */
export type Reach = 'incident' | 'page' | 'nobody';

/** What each state sets off, and why just that. */
export interface AlarmActions {
  readonly alarm: Reach;
  readonly ok: Reach;
  readonly missing: Reach;
  readonly reason: string;
}

interface Described {
  /** At most 255 characters (PutMetricAlarm, AlarmName). */
  readonly name: string;
  /** At most 1,024 characters (PutMetricAlarm, AlarmDescription). */
  readonly description: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly actions: AlarmActions;
}

/** How datapoints become a state, in PutMetricAlarm's terms. */
export interface Evaluation {
  /** 10, 20, 30, or a multiple of 60. */
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly threshold: number;
  readonly comparison:
    | 'GreaterThanOrEqualToThreshold'
    | 'GreaterThanThreshold'
    | 'LessThanThreshold'
    | 'LessThanOrEqualToThreshold';
  readonly treatMissingData: 'missing' | 'notBreaching' | 'breaching' | 'ignore';
}

/** An alarm on one metric. */
export interface MetricAlarmSpec extends Described, Evaluation {
  readonly type: 'metric';
  readonly metric: AlarmMetric;
  readonly statistic: Statistic;
}

/** An alarm on metric math. */
export interface MathAlarmSpec extends Described, Evaluation {
  readonly type: 'math';
  readonly queries: readonly MathQuery[];
}

/** An alarm on alarms, in PutCompositeAlarm's terms: `ALARM("a") AND ALARM("b")`. */
export interface CompositeAlarmSpec extends Described {
  readonly type: 'composite';
  readonly rule: string;
}

/** An alarm as CloudWatch is told of it; stacks, the local cloud and the simulator transcribe it. */
export type AlarmSpec = MetricAlarmSpec | MathAlarmSpec | CompositeAlarmSpec;

/**
 * What PutMetricAlarm takes: evaluation spans a day at most, seven days where a period is an hour or more.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html (EvaluationPeriods, Period)
 */
export const cloudWatchLimits = {
  name: 255,
  description: 1024,
  shortPeriods: [10, 20, 30] as readonly number[],
  spanSeconds: 86_400,
  longPeriodSeconds: 3_600,
  longSpanSeconds: 604_800,
  mathMetrics: 10,
} as const;
