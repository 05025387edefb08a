import type { AlarmSpec, CompositeAlarmSpec, MathAlarmSpec, MetricAlarmSpec } from '@tocsin/workflow';

/** What people are told about an alarm, and who hears of it, does not matter to its state. */
type Bare<Spec extends AlarmSpec> = Omit<Spec, 'description' | 'tags' | 'actions'> &
  Partial<Pick<Spec, 'description' | 'tags' | 'actions'>>;

/** An alarm that looks at data: a metric, or metric math. */
export type DataAlarm = Bare<MetricAlarmSpec> | Bare<MathAlarmSpec>;
/** An alarm that looks at other alarms. */
export type CompositeAlarm = Bare<CompositeAlarmSpec>;
/** An alarm, as the catalog's workflows derive them or as people put them. */
export type Alarm = DataAlarm | CompositeAlarm;

export type StateValue = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
