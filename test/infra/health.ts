import { describe, expect, it } from 'vitest';
import { serviceMetrics } from '../../packages/workflow/src/index.ts';
import { type Resource } from './tools/graph.ts';
import { alarm, lambda, nameOf, queue, read } from './tools/read.ts';
import { stages } from './tools/stages.ts';

const get = read(() => stages.test);

/** The alarms on Tocsin itself; those that derive from the catalog have more parts to their names. */
const own = () => get.all(alarm).filter(({ inputs }) => /^tocsin\/health\/test\/[a-z-]+$/.test(inputs['name']));

const on = (metric: string, { name }: Resource['inputs']) =>
  own().filter(({ inputs }) => {
    const { metricName, dimensions } = inputs;
    return metricName === metric && Object.values(dimensions).includes(name);
  });

it('every dead-letter queue alarms at its first message', () => {
  const deadLetters = get.all(queue).filter(({ name }) => name.includes('DeadLetters'));
  expect(deadLetters).toHaveLength(6);
  for (const { name, inputs } of deadLetters) {
    const [found, ...others] = on('ApproximateNumberOfMessagesVisible', inputs);
    expect(others, name).toEqual([]);
    expect(found?.inputs, name).toMatchObject({
      namespace: 'AWS/SQS',
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      threshold: 1,
      evaluationPeriods: 1,
    });
  }
});

it.each([
  ['ToIntakeQueue', 300],
  ['ToRespondQueue', 600],
])('%s alarms when its oldest message has waited for %i s', (name, threshold) => {
  const found = on('ApproximateAgeOfOldestMessage', get.one(queue, name));
  expect(found.map(({ inputs }) => inputs['threshold'])).toEqual([threshold]);
});

it('every function alarms on errors and throttles that last', () => {
  for (const { name, inputs } of get.all(lambda)) {
    for (const metric of ['Errors', 'Throttles']) {
      const found = on(metric, inputs);
      expect(found, `${name} ${metric}`).toHaveLength(1);
      expect(found[0]?.inputs).toMatchObject({
        datapointsToAlarm: 3,
        evaluationPeriods: 5,
        treatMissingData: 'notBreaching',
      });
    }
  }
});

it('a tick that does not run alarms, though it sends no data', () => {
  const [silent] = on('Invocations', get.one(lambda, 'TickFunction'));
  expect(silent?.inputs).toMatchObject({
    comparisonOperator: 'LessThanThreshold',
    threshold: 1,
    treatMissingData: 'breaching',
  });
});

it.each([
  ['TickLateness', 'tick', 60_000],
  ['TimersOverdue', 'tick', 300_000],
  ['AlarmToVisible', 'respond', 60_000],
])('%s, which %s measures of itself, alarms at %i ms', (metric, name, threshold) => {
  const [found, ...others] = own().filter(({ inputs }) => inputs['metricName'] === metric);
  expect(others).toEqual([]);
  expect(found?.inputs).toMatchObject({
    namespace: 'Tocsin/Service',
    dimensions: { Stage: 'test', Function: name },
    statistic: 'Maximum',
    threshold,
    treatMissingData: 'notBreaching',
  });
});

describe('the dashboard', () => {
  interface Widget {
    readonly type: string;
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
    readonly properties: { readonly title: string; readonly alarms?: string[]; readonly metrics?: unknown[][] };
  }
  const widgets = (): Widget[] =>
    JSON.parse(get.one('aws:cloudwatch/dashboard:Dashboard', 'Dashboard')['dashboardBody']).widgets;

  it('shows every alarm on Tocsin itself', () => {
    const [first] = widgets();
    const names = own().map(({ inputs }) => inputs['name'] as string);
    const shown = (first?.properties.alarms ?? []).map((arn) =>
      arn.replace(/^arn:aws:cloudwatch:[\w-]+:\d{12}:alarm:/, ''),
    );
    expect(shown.sort()).toEqual(names.sort());
  });

  it('shows what Tocsin measures of itself, every queue, every dead-letter queue and every function', () => {
    const lines = widgets().flatMap(({ properties }) => properties.metrics ?? []);
    const names = new Set(lines.map(([, name]) => name));
    for (const name of Object.keys(serviceMetrics)) expect(names).toContain(name);
    const text = JSON.stringify(lines);
    for (const { inputs, name } of [...get.all(queue), ...get.all(lambda)])
      expect(text, name).toContain(inputs['name']);
    for (const [namespace = '', , ...rest] of lines)
      expect(rest.filter((part) => typeof part === 'string').length % 2, String(namespace)).toBe(0);
  });

  it('no widget lies on another, and all are within the 24 columns', () => {
    const all = widgets();
    for (const { x, width } of all) expect(x + width).toBeLessThanOrEqual(24);
    const overlap = all.flatMap((one, index) =>
      all
        .slice(index + 1)
        .filter(
          (other) =>
            one.x < other.x + other.width &&
            other.x < one.x + one.width &&
            one.y < other.y + other.height &&
            other.y < one.y + one.height,
        ),
    );
    expect(overlap).toEqual([]);
  });
});

it('every alarm on Tocsin itself pages without passing through it', () => {
  expect(own()).toHaveLength(26);
  for (const { name, inputs } of own()) {
    expect(inputs['alarmActions'].map(nameOf), name).toEqual(['sns PagesTopic']);
    expect(inputs['alarmDescription'].length, name).toBeGreaterThan(20);
  }
});
