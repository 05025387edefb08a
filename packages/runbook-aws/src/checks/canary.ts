import { canaryName } from '@tocsin/workflow';
import { until } from '../clients.ts';
import { consoleLink } from '../console.ts';
import type { LookAt } from './checking.ts';

const pollMs = 5_000;
/** CloudWatch gives times of canaries by the minute. */
const periodSeconds = 60;

/**
 * The first run that began after it was asked for, as its metrics tell: the very ones that the alarms go by. A canary on
 * a schedule cannot be run out of turn (StartCanary refuses while it runs; stopping it would blind its alarms), and ours
 * run each minute, so the next run is waited for, message by message.
 */
export const lookAtCanary: LookAt<'canary'> = async (checking, check, { since, deadline }) => {
  const { clients, region: home, stage, now } = checking;
  const { workflow, step, region = home } = check;
  const canary = canaryName({ stage, workflow });
  const { GetMetricDataCommand } = await import('@aws-sdk/client-cloudwatch');
  const cloudwatch = await clients('cloudwatch', { purpose: 'look', region });
  const query = (Id: string, dimensions: Record<string, string>) => ({
    Id,
    MetricStat: {
      Metric: {
        Namespace: 'CloudWatchSynthetics',
        MetricName: 'SuccessPercent',
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: periodSeconds,
      Stat: 'Minimum',
    },
  });
  const { MetricDataResults = [] } = await cloudwatch.send(
    new GetMetricDataCommand({
      StartTime: new Date(since),
      EndTime: new Date(now().getTime() + periodSeconds * 1000),
      ScanBy: 'TimestampAscending',
      MetricDataQueries: [
        query('whole', { CanaryName: canary }),
        ...(step === undefined ? [] : [query('step', { CanaryName: canary, StepName: step })]),
      ],
    }),
    until(deadline, now()),
  );
  const firstOf = (id: string) => {
    const { Timestamps = [], Values = [] } = MetricDataResults.find(({ Id }) => Id === id) ?? {};
    const index = Timestamps.findIndex((at) => at.getTime() >= Date.parse(since));
    const [at, value] = [Timestamps[index], Values[index]];
    return at && value !== undefined ? { at, passed: value >= 100 } : undefined;
  };
  const link = consoleLink.canary(region, canary);
  const whole = firstOf('whole');
  if (!whole) return { type: 'later', afterMs: pollMs, text: `No run of ${canary} has begun and ended since`, link };
  const ofStep = step === undefined ? whole : firstOf('step');
  const passed = ofStep?.passed ?? false;
  const what = step === undefined ? 'the run' : ofStep ? `step ${step}` : `step ${step} was not reached, so it`;
  const reading = { type: 'value', value: passed ? 'PASSED' : 'FAILED' } as const;
  return { type: 'read', reading, at: whole.at.toISOString(), text: `${what} ${passed ? 'passed' : 'failed'}`, link };
};
