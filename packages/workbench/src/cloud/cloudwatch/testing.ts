import { type DataAlarm, metricStore } from '@tocsin/alarm-evaluation';
import type { CloudEvent } from '../eventbridge/event.ts';
import { createAlarms } from './alarms.ts';

/** An alarm on a step of a canary, as the tests change it. */
export const payStep: Extract<DataAlarm, { type: 'metric' }> = {
  type: 'metric',
  name: 'checkout-pay',
  description: 'Step: pay by card',
  metric: {
    namespace: 'CloudWatchSynthetics',
    name: 'SuccessPercent',
    dimensions: { CanaryName: 'checkout', StepName: 'pay' },
  },
  statistic: 'Average',
  periodSeconds: 60,
  evaluationPeriods: 1,
  datapointsToAlarm: 1,
  threshold: 90,
  comparison: 'LessThanThreshold',
  treatMissingData: 'missing',
  tags: { 'tocsin:workflow': 'checkout', 'aws:cloudformation:stack-name': 'x' },
};

/** Alarms on metrics of their own, at a time that only a test moves, and the events they send. */
export function cloudWatch(options: { timeScale?: number; tagPropagation?: boolean } = {}) {
  let time = '2026-11-05T14:00:00.000Z';
  let ids = 0;
  const events: CloudEvent[] = [];
  const metrics = metricStore();
  const alarms = createAlarms({
    metrics,
    now: () => new Date(time),
    emit: (event) => events.push(event),
    place: { account: '123456789012', region: 'us-east-1' },
    newId: () => `id-${++ids}`,
    ...options,
  });
  return {
    alarms,
    events,
    changes: () => events.filter((event) => event['detail-type'] === 'CloudWatch Alarm State Change'),
    put: (at: string, value: number, metric = payStep.metric) =>
      metrics.put({ ...metric, value, at: new Date(`2026-11-05T${at}Z`) }),
    /** Moves to a time of the day and evaluates what is due. */
    at: (next: string) => {
      time = `2026-11-05T${next}Z`;
      alarms.tick();
    },
  };
}
