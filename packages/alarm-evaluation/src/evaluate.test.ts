import { describe, expect, test } from 'vitest';
import { evaluate, evaluationRange, type Rule } from './evaluate.ts';

const treatments = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;
const keep = 'keep';

/** `0 - X`: fine, missing, breaching; the latest on the right, as in CloudWatch's own tables. */
function verdict(picture: string, rule: Partial<Rule>): string {
  const range = picture.split(' ').map((mark, index) => {
    if (mark === '-') return null;
    return { at: new Date(index * 60_000), value: mark === 'X' ? 1 : 0, sampleCount: 1 };
  });
  const result = evaluate(
    {
      comparison: 'GreaterThanThreshold',
      threshold: 0.5,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      treatMissingData: 'missing',
      ...rule,
    },
    range,
  );
  return result.type === 'keep' ? keep : result.value;
}

// The tables of https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
describe('as documented, 3 out of 3', () => {
  test.each([
    ['0 - X - X', 'OK', 'OK', 'OK', 'OK'],
    ['0 - - - -', 'OK', 'OK', 'OK', 'OK'],
    ['- - - - -', 'INSUFFICIENT_DATA', keep, 'ALARM', 'OK'],
    ['0 X X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['- - X - -', 'ALARM', keep, 'ALARM', 'OK'],
  ])('%s', (picture, ...expected) => {
    expect(treatments.map((treatMissingData) => verdict(picture, { treatMissingData }))).toEqual(expected);
  });
});

describe('as documented, 2 out of 3', () => {
  test.each([
    ['0 - X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['0 0 X 0 X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['0 - X - -', 'OK', 'OK', 'ALARM', 'OK'],
    ['- - - - 0', 'OK', 'OK', 'ALARM', 'OK'],
    ['- - - X -', 'ALARM', keep, 'ALARM', 'OK'],
  ])('%s', (picture, ...expected) => {
    const found = treatments.map((treatMissingData) => verdict(picture, { treatMissingData, datapointsToAlarm: 2 }));
    expect(found).toEqual(expected);
  });
});

describe('an alarm does not fire before its datapoints could have come', () => {
  test.each([
    ['- - - - X', keep],
    ['- - - X -', keep],
    ['- - - X 0', 'OK'],
    ['- - X - 0', 'OK'],
    ['- - X - -', 'ALARM'],
  ])('%s, 3 out of 3, missing data missing: %s', (picture, expected) => {
    expect(verdict(picture, {})).toBe(expected);
  });
});

describe('1 out of 1, the range being 3', () => {
  test.each([
    ['0 0 X', 'missing', 'ALARM'],
    ['X 0 -', 'missing', 'OK'],
    ['0 X -', 'missing', 'ALARM'],
    ['- - -', 'missing', 'INSUFFICIENT_DATA'],
    ['X - -', 'breaching', 'ALARM'],
    ['0 - -', 'breaching', 'OK'],
  ] as const)('%s treated as %s: %s', (picture, treatMissingData, expected) => {
    expect(evaluationRange(1)).toBe(3);
    expect(verdict(picture, { evaluationPeriods: 1, datapointsToAlarm: 1, treatMissingData })).toBe(expected);
  });
});

test.each([
  ['GreaterThanThreshold', ['OK', 'OK', 'ALARM']],
  ['GreaterThanOrEqualToThreshold', ['OK', 'ALARM', 'ALARM']],
  ['LessThanThreshold', ['ALARM', 'OK', 'OK']],
  ['LessThanOrEqualToThreshold', ['ALARM', 'ALARM', 'OK']],
] as const)('%s against 90: 89, 90, 91', (comparison, expected) => {
  const rule: Rule = {
    comparison,
    threshold: 90,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    treatMissingData: 'missing',
  };
  const found = [89, 90, 91].map((value) => evaluate(rule, [{ at: new Date(0), value, sampleCount: 1 }]));
  expect(found.map((verdict) => verdict.type === 'state' && verdict.value)).toEqual(expected);
});
