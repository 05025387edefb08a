import { describe, expect, test } from 'vitest';
import { checkPattern, matches, type Pattern } from './pattern.ts';

const event = {
  source: 'aws.cloudwatch',
  'detail-type': 'CloudWatch Alarm State Change',
  resources: ['arn:aws:cloudwatch:us-east-1:000000000000:alarm:a', 'arn:other'],
  detail: { alarmName: 'tocsin-prod-checkout', state: { value: 'ALARM' }, actionsEnabled: true, none: null, n: 3 },
};

describe('matches', () => {
  test.each<[string, Pattern, boolean]>([
    ['an exact value', { source: ['aws.cloudwatch'] }, true],
    ['one of several values', { source: ['aws.synthetics', 'aws.cloudwatch'] }, true],
    ['not another value', { source: ['aws.synthetics'] }, false],
    ['all fields, not any', { source: ['aws.cloudwatch'], account: ['1'] }, false],
    ['nested fields', { detail: { state: { value: ['ALARM', 'OK'] } } }, true],
    ['not what is missing', { detail: { previousState: { value: ['OK'] } } }, false],
    ['any element of a list', { resources: ['arn:other'] }, true],
    ['booleans, numbers and null as themselves', { detail: { actionsEnabled: [true], none: [null], n: [3] } }, true],
    ['no number as text', { detail: { n: ['3'] } }, false],
    ['a prefix', { detail: { alarmName: [{ prefix: 'tocsin-' }] } }, true],
    ['a prefix in a list', { resources: [{ prefix: 'arn:aws:cloudwatch:' }] }, true],
    ['not another prefix', { detail: { alarmName: [{ prefix: 'other-' }] } }, false],
    ['a suffix', { detail: { alarmName: [{ suffix: '-checkout' }] } }, true],
    ['anything but', { detail: { state: { value: [{ 'anything-but': 'OK' }] } } }, true],
    ['not anything but this', { detail: { state: { value: [{ 'anything-but': ['OK', 'ALARM'] }] } } }, false],
    ['not anything but this prefix', { detail: { alarmName: [{ 'anything-but': { prefix: 'tocsin-' } }] } }, false],
    ['nothing missing by anything-but', { detail: { absent: [{ 'anything-but': 'OK' }] } }, false],
    ['what exists', { detail: { alarmName: [{ exists: true }] } }, true],
    ['not what does not exist', { detail: { absent: [{ exists: true }] } }, false],
    ['what must not exist', { detail: { absent: [{ exists: false }], nested: { deep: [{ exists: false }] } } }, true],
    ['not what must not exist and does', { detail: { alarmName: [{ exists: false }] } }, false],
    ['everything, by an empty pattern', {}, true],
  ])('%s', (_, pattern, expected) => {
    expect(matches(pattern, event)).toBe(expected);
  });
});

test('a matcher that is not known is refused when the rule is made', () => {
  const numeric = { detail: { n: [{ numeric: ['>', 1] }] } } as unknown as Pattern;
  expect(() => checkPattern(numeric)).toThrow('Unknown matcher');
});
