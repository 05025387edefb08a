import type { DataAlarm, Datapoint, Verdict } from '@tocsin/alarm-evaluation';

type Decided = Extract<Verdict, { type: 'state' }>;

const words = {
  GreaterThanThreshold: 'greater than',
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
} as const;

/**
 * CloudWatch's own words for a state, e.g. `Threshold Crossed: 1 out of the last 1 datapoints [0.0 (05/11/26 14:21:00)] was
 * less than the threshold (90.0) (minimum 1 datapoint for OK -> ALARM transition).`
 *
 * Wording from the events in https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
export function reasonText(spec: DataAlarm, { value, deciding, filled, filledAs }: Decided): string {
  if (value === 'INSUFFICIENT_DATA') return `Insufficient Data: ${count(filled, 'datapoint')} ${was(filled)} unknown.`;
  const missing = `${count(filled, 'missing datapoint')} ${was(filled)} treated as [${filledAs}]`;
  if (deciding.length === 0)
    return `Threshold Crossed: no datapoints were received for ${count(filled, 'period')} and ${missing}.`;

  const { evaluationPeriods: periods, datapointsToAlarm: needed } = spec;
  const listed = deciding.toReversed().map(({ value, at }) => `${double(value)} (${shortTime(at)})`);
  const crossing = `${was(deciding.length)}${value === 'OK' ? ' not' : ''} ${words[spec.comparison]} the threshold (${double(spec.threshold)})`;
  const minimum =
    value === 'ALARM'
      ? `minimum ${count(needed, 'datapoint')} for OK -> ALARM transition`
      : `minimum ${count(periods - needed + 1, 'datapoint')} for ALARM -> OK transition`;
  return `Threshold Crossed: ${deciding.length} out of the last ${periods} datapoints [${listed.join(', ')}] ${crossing}${filled > 0 ? ` and ${missing}` : ''} (${minimum}).`;
}

/** The machine's side of the reason: JSON as a string, numbers as Java prints doubles. */
export function reasonData(spec: DataAlarm, { evaluated, deciding }: Decided, at: Date): string {
  const [oldest] = evaluated;
  const data = {
    version: '1.0',
    queryDate: awsTime(at),
    ...(oldest === undefined ? {} : { startDate: awsTime(oldest.at) }),
    // Metric math has no statistic of its own.
    ...(spec.type === 'metric' ? { statistic: spec.statistic } : {}),
    period: spec.periodSeconds,
    recentDatapoints: evaluated.map((point) => mark(point.value)),
    threshold: mark(spec.threshold),
    ...(deciding.length === 0 ? {} : { evaluatedDatapoints: deciding.toReversed().map(evaluatedDatapoint) }),
  };
  return JSON.stringify(data).replaceAll(/"double:([^"]+)"/g, '$1');
}

function evaluatedDatapoint({ at, sampleCount, value }: Datapoint) {
  return { timestamp: awsTime(at), sampleCount: mark(sampleCount), value: mark(value) };
}

const mark = (value: number) => `double:${double(value)}`;

/** `0.0`, `99.5`, `1.0E7`: https://docs.oracle.com/javase/8/docs/api/java/lang/Double.html#toString-double- */
export function double(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e7 || size < 1e-3)) {
    const [digits = '', exponent = ''] = value.toExponential().split('e');
    return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** `2026-11-03T09:14:28.203+0000`: an offset without colon. */
export function awsTime(at: Date): string {
  return at.toISOString().replace('Z', '+0000');
}

/** `05/11/26 14:21:00`, UTC. */
function shortTime(at: Date): string {
  const [date = '', time = ''] = at.toISOString().split('T');
  const [year = '', month, day] = date.split('-');
  return `${day}/${month}/${year.slice(2)} ${time.slice(0, 8)}`;
}

const months = 'January February March April May June July August September October November December'.split(' ');
const days = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/** `Friday 22 July, 2022 15:57:45 UTC`, as composite alarms write it. */
export function longTime(at: Date): string {
  const day = String(at.getUTCDate()).padStart(2, '0');
  return `${days[at.getUTCDay()]} ${day} ${months[at.getUTCMonth()]}, ${at.getUTCFullYear()} ${at.toISOString().slice(11, 19)} UTC`;
}

const count = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`;
const was = (n: number) => (n === 1 ? 'was' : 'were');
