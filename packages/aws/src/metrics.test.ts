import { serviceMetric } from '@tocsin/workflow';
import { expect, it } from 'vitest';
import { createMetrics } from './metrics.ts';

const now = new Date('2026-11-05T14:00:00.250Z');

function measured(say: (measure: ReturnType<typeof createMetrics>) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  say(createMetrics({ function: 'respond', stage: 'prod', now: () => now }, (line) => lines.push(line)));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

it('is a log line with the incident, and what CloudWatch Logs makes metrics of', () => {
  const [line, ...others] = measured((measure) =>
    measure({ AlarmToVisible: 1_250, EffectsRetried: 2 }, { incident: 'INC-1' }),
  );
  expect(others).toEqual([]);
  expect(line).toEqual({
    _aws: {
      Timestamp: now.getTime(),
      CloudWatchMetrics: [
        {
          Namespace: 'Tocsin/Service',
          Dimensions: [['Stage', 'Function']],
          Metrics: [
            { Name: 'AlarmToVisible', Unit: 'Milliseconds' },
            { Name: 'EffectsRetried', Unit: 'Count' },
          ],
        },
      ],
    },
    time: '2026-11-05T14:00:00.250Z',
    level: 'info',
    message: 'measured',
    incident: 'INC-1',
    Stage: 'prod',
    Function: 'respond',
    AlarmToVisible: 1_250,
    EffectsRetried: 2,
  });
});

it('every dimension and metric that it names stands beside it, where alarms look for them', () => {
  const [line = {}] = measured((measure) => measure({ QueueAge: 3 }));
  const { namespace, name, dimensions } = serviceMetric('QueueAge', { stage: 'prod', function: 'respond' });
  expect(line).toMatchObject({ ...dimensions, [name]: 3 });
  expect(line['_aws']).toMatchObject({ CloudWatchMetrics: [{ Namespace: namespace, Metrics: [{ Name: name }] }] });
});

it('what is no number is not measured, and nothing at all writes nothing', () => {
  expect(measured((measure) => measure({}))).toEqual([]);
  expect(measured((measure) => measure({ QueueAge: Number.NaN }))).toEqual([]);
});
