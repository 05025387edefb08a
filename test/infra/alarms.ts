import { describe, expect, it } from 'vitest';
import { workflows } from '../../packages/catalog/src/index.ts';
import {
  type AlarmSpec,
  alarmSpecs,
  heartbeatName,
  isPartName,
  silenceAlarms,
} from '../../packages/workflow/src/index.ts';
import type { Resource } from './tools/graph.ts';
import { alarm, lambda, nameOf, read } from './tools/read.ts';
import { stages } from './tools/stages.ts';

const get = read(() => stages.test);
const composite = 'aws:cloudwatch/compositeAlarm:CompositeAlarm';
const stage = 'test';

const specs = workflows.flatMap((workflow) => [
  ...alarmSpecs(workflow, { stage }),
  ...silenceAlarms(workflow, { stage }),
]);
const deployed = (name: string): Resource['inputs'] => {
  const all = [...get.all(alarm), ...get.all(composite)].filter(
    ({ inputs }) => (inputs['name'] ?? inputs['alarmName']) === name,
  );
  expect(all, name).toHaveLength(1);
  return all[0]?.inputs ?? {};
};

describe('every alarm that derives from the catalog is deployed', () => {
  it('those, the heartbeat and the alarms on Tocsin itself, and no other', () => {
    const names = [...get.all(alarm), ...get.all(composite)].map(({ inputs }) => inputs['name'] ?? inputs['alarmName']);
    const derived: string[] = names.filter((name: string) => !/^tocsin\/health\/test\/[^/]+$/.test(name));
    expect(derived.sort()).toEqual([...specs.map(({ name }) => name), heartbeatName(stage)].sort());
  });

  it.each(specs.map((spec) => [spec.name, spec] as const))('%s', (name, spec) => {
    const inputs = deployed(name);
    expect(inputs).toMatchObject({ alarmDescription: spec.description, tags: spec.tags });
    const reached = (key: string) => (inputs[key] ?? []).map(nameOf);
    const { alarm: fired, ok, missing } = spec.actions;
    const topics = (reach: string) => (reach === 'page' ? ['sns PagesTopic'] : []);
    expect([reached('alarmActions'), reached('okActions'), reached('insufficientDataActions')]).toEqual(
      [fired, ok, missing].map(topics),
    );
    expect(evaluationOf(inputs)).toEqual(evaluationOf(transcribed(spec)));
  });
});

/** The spec in Pulumi's terms, written down again by hand. */
function transcribed(spec: AlarmSpec): Record<string, unknown> {
  if (spec.type === 'composite') return { alarmRule: spec.rule };
  const { evaluationPeriods, datapointsToAlarm, threshold, comparison, treatMissingData, periodSeconds: period } = spec;
  const common = { evaluationPeriods, datapointsToAlarm, threshold, comparisonOperator: comparison, treatMissingData };
  if (spec.type === 'metric') {
    const { namespace, name: metricName, dimensions } = spec.metric;
    return { ...common, namespace, metricName, dimensions, statistic: spec.statistic, period };
  }
  const metricQueries = spec.queries.map((query) =>
    'metric' in query
      ? {
          id: query.id,
          metric: {
            namespace: query.metric.namespace,
            metricName: query.metric.name,
            dimensions: query.metric.dimensions,
            stat: query.statistic,
            period,
          },
          returnData: false,
        }
      : { id: query.id, expression: query.expression, label: query.label, returnData: query.returned },
  );
  return { ...common, metricQueries };
}

function evaluationOf(inputs: Record<string, unknown>): Record<string, unknown> {
  const { name: _n, alarmName: _a, alarmDescription: _d, tags: _t, tagsAll: _ta, ...rest } = inputs;
  return Object.fromEntries(Object.entries(rest).filter(([key]) => !/Actions$|^actionsEnabled$/.test(key)));
}

it('an alarm on a window is there before the alarm on both', () => {
  const order = stages.test.resources.map(({ inputs }) => inputs['name'] ?? inputs['alarmName']);
  for (const { inputs } of get.all(composite))
    for (const [, part = ''] of String(inputs['alarmRule']).matchAll(/ALARM\("([^"]+)"\)/g)) {
      expect(isPartName(part)).toBe(true);
      expect(order.indexOf(part)).toBeLessThan(order.indexOf(inputs['alarmName']));
      expect(order).toContain(part);
    }
});

it('the heartbeat beats by what the tick does each minute, and has no action: it goes by EventBridge', () => {
  const { metricQueries, alarmActions, okActions } = deployed(heartbeatName(stage));
  expect(metricQueries[0].metric).toMatchObject({
    namespace: 'AWS/Lambda',
    metricName: 'Invocations',
    dimensions: { FunctionName: get.one(lambda, 'TickFunction')['name'] },
  });
  expect([alarmActions ?? [], okActions ?? []]).toEqual([[], []]);
});

it('a canary that is not deployed has no alarms: they would be silent for ever', () => {
  const names = read(() => stages.inVpc)
    .all(alarm)
    .map(({ inputs }) => inputs['name'] as string);
  expect(names.filter((name) => name.includes('share-link')).length).toBeGreaterThan(5);
  expect(names.filter((name) => name.includes('design-viewer'))).toEqual([]);
});

describe('an objective whose requests Application Signals counts', () => {
  const graph = read(() => stages.signals);
  const name = 'tocsin.test.share-link.latency';

  it('is declared there, with every window that an alarm looks back over', () => {
    expect(stages.signals.errors).toEqual([]);
    const [stack, ...others] = graph.all('aws:cloudformation/stack:Stack');
    expect(others).toEqual([]);
    const { Objective } = JSON.parse(stack?.inputs['templateBody']).Resources;
    expect(Objective).toEqual({
      Type: 'AWS::ApplicationSignals::ServiceLevelObjective',
      Properties: {
        Name: name,
        Description: 'share-link: latency 99.9 % in 28d',
        RequestBasedSli: {
          RequestBasedSliMetric: {
            KeyAttributes: { Type: 'Service', Name: 'link-front', Environment: 'lambda:default' },
            OperationName: 'GET /l',
            MetricType: 'LATENCY',
          },
          MetricThreshold: 800,
          ComparisonOperator: 'LessThanOrEqualTo',
        },
        Goal: { Interval: { RollingInterval: { DurationUnit: 'DAY', Duration: 28 } }, AttainmentGoal: 99.9 },
        BurnRateConfigurations: [60, 5, 360, 30, 4320].map((LookBackWindowMinutes) => ({ LookBackWindowMinutes })),
        Tags: expect.arrayContaining([{ Key: 'tocsin:workflow', Value: 'share-link' }]),
      },
    });
  });

  it('its burn-rate alarms look at those very windows, and the page at both of a pair', () => {
    const burning = graph.all(alarm).filter(({ inputs }) => inputs['namespace'] === 'AWS/ApplicationSignals');
    const windows = burning.map(({ inputs }) => inputs['dimensions'] as Record<string, string>);
    expect(windows.every(({ SloName }) => SloName === name)).toBe(true);
    expect(new Set(windows.map(({ BurnRateWindowMinutes }) => Number(BurnRateWindowMinutes)))).toEqual(
      new Set([60, 5, 360, 30, 4320]),
    );
    const page = graph.all(composite).find(({ inputs }) => inputs['alarmName'] === 'tocsin/test/share-link/slo-page');
    const parts = burning.map(({ inputs }) => inputs['name'] as string).filter((part) => part.includes('/page-'));
    expect(parts).toHaveLength(4);
    for (const part of parts) expect(page?.inputs['alarmRule']).toContain(`ALARM("${part}")`);
  });
});
