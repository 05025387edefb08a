import type { Datapoint } from './source.ts';
import type { DataAlarm, StateValue } from './spec.ts';

/** What an evaluation found: a state with what it rests on, or that the alarm keeps the state it has. */
export type Verdict =
  | {
      readonly type: 'state';
      readonly value: StateValue;
      /** The real datapoints that were looked at, oldest first. */
      readonly evaluated: readonly Datapoint[];
      /** Those of them that speak for `value`. */
      readonly deciding: readonly Datapoint[];
      /** How many missing datapoints were filled in, and as what; unknown ones make INSUFFICIENT_DATA. */
      readonly filled: number;
      readonly filledAs: 'Breaching' | 'NonBreaching' | 'unknown' | undefined;
    }
  | { readonly type: 'keep'; readonly because: 'no data' | 'too little data to go into ALARM' };

export type Rule = Pick<
  DataAlarm,
  'comparison' | 'threshold' | 'evaluationPeriods' | 'datapointsToAlarm' | 'treatMissingData'
>;

/**
 * How many periods an evaluation looks at. CloudWatch looks further back than the evaluation periods, by how much it does not
 * say in general; in its own example a range of 5 goes with 3 evaluation periods.
 */
export function evaluationRange(evaluationPeriods: number): number {
  return evaluationPeriods + 2;
}

/**
 * The state of a metric alarm, given the datapoints of its evaluation range, oldest first, null where one is missing.
 *
 * With as many real datapoints as evaluation periods, the latest of them decide and `treatMissingData` is not asked.
 * With fewer, as few missing ones as needed are filled in by it. Where missing stays missing (or is ignored) and every real
 * datapoint breaches, they make an ALARM only once the oldest is as old as `datapointsToAlarm`: "avoiding premature
 * transitions". Under `ignore` the state is kept even then.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function evaluate(rule: Rule, range: ReadonlyArray<Datapoint | null>): Verdict {
  const { evaluationPeriods, datapointsToAlarm, treatMissingData } = rule;
  const real = range.filter((point) => point !== null);
  const evaluated = real.slice(-evaluationPeriods);
  const breaching = evaluated.filter((point) => breaches(rule, point.value));
  const fine = evaluated.filter((point) => !breaches(rule, point.value));
  const filled = evaluationPeriods - evaluated.length;

  const state = (value: StateValue, filledAs?: 'Breaching' | 'NonBreaching' | 'unknown'): Verdict => {
    const deciding = value === 'ALARM' ? breaching : value === 'OK' ? fine : [];
    return { type: 'state', value, evaluated, deciding, filled: filledAs === undefined ? 0 : filled, filledAs };
  };
  const enough = breaching.length >= datapointsToAlarm ? 'ALARM' : 'OK';
  if (filled === 0) return state(enough);

  switch (treatMissingData) {
    case 'breaching':
      return state(breaching.length + filled >= datapointsToAlarm ? 'ALARM' : 'OK', 'Breaching');
    case 'notBreaching':
      return state(enough, 'NonBreaching');
    case 'missing':
      if (real.length === 0) return state('INSUFFICIENT_DATA', 'unknown');
      if (enough === 'ALARM' || fine.length > 0) return state(enough);
      return ageOfOldest(range) >= datapointsToAlarm
        ? state('ALARM')
        : { type: 'keep', because: 'too little data to go into ALARM' };
    case 'ignore':
      if (real.length === 0) return { type: 'keep', because: 'no data' };
      if (enough === 'ALARM' || fine.length > 0) return state(enough);
      return { type: 'keep', because: 'too little data to go into ALARM' };
    default:
      return treatMissingData satisfies never;
  }
}

function breaches({ comparison, threshold }: Rule, value: number): boolean {
  switch (comparison) {
    case 'GreaterThanThreshold':
      return value > threshold;
    case 'GreaterThanOrEqualToThreshold':
      return value >= threshold;
    case 'LessThanThreshold':
      return value < threshold;
    case 'LessThanOrEqualToThreshold':
      return value <= threshold;
    default:
      return comparison satisfies never;
  }
}

/** 1 for the latest period of the range. */
function ageOfOldest(range: ReadonlyArray<Datapoint | null>): number {
  return range.length - range.findIndex((point) => point !== null);
}
