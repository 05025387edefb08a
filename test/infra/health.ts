import { expect, it } from 'vitest';
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
  expect(deadLetters).toHaveLength(5);
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

it('every alarm on Tocsin itself pages without passing through it', () => {
  expect(own()).toHaveLength(20);
  for (const { name, inputs } of own()) {
    expect(inputs['alarmActions'].map(nameOf), name).toEqual(['sns PagesTopic']);
    expect(inputs['alarmDescription'].length, name).toBeGreaterThan(20);
  }
});
