import type { AlarmSpec } from '@tocsin/workflow';

/** A metric alarm, as the catalog's workflows derive them. */
export type MetricAlarmSpec = Omit<AlarmSpec, 'description' | 'tags'> & {
  readonly description?: string;
  readonly tags?: Readonly<Record<string, string>>;
};

/** An alarm on alarms, in PutCompositeAlarm's terms. */
export interface CompositeAlarmSpec {
  readonly name: string;
  readonly description?: string;
  /** E.g. `ALARM("a") AND NOT ALARM("b")`; see rule.ts. */
  readonly rule: string;
  readonly tags?: Readonly<Record<string, string>>;
}

export type CloudAlarmSpec = MetricAlarmSpec | CompositeAlarmSpec;

export function isComposite(spec: CloudAlarmSpec): spec is CompositeAlarmSpec {
  return 'rule' in spec;
}

export type StateValue = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** An alarm's state since `at`. */
export interface AlarmState {
  readonly value: StateValue;
  readonly reason: string;
  /** JSON as a string, as CloudWatch gives it. */
  readonly reasonData?: string;
  readonly at: Date;
}
