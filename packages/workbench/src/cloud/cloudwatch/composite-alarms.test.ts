import { expect, test } from 'vitest';
import { cloudWatch, payStep } from './testing.ts';

test('a composite moves the moment one of its alarms does, and says which', () => {
  const { alarms, changes, at } = cloudWatch();
  alarms.put(payStep);
  alarms.put({ ...payStep, name: 'checkout-cart' });
  alarms.setState('checkout-cart', { value: 'OK', reason: 'test' });
  alarms.put({
    type: 'composite',
    name: 'checkout',
    rule: 'ALARM("checkout-pay") OR ALARM("checkout-cart")',
    description: 'All of it',
  });
  at('14:00:45.394');
  alarms.setState('checkout-pay', { value: 'ALARM', reason: 'test' });
  const arn = 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:';
  expect(changes().at(-1)?.detail).toEqual({
    alarmName: 'checkout',
    state: {
      value: 'ALARM',
      reason: `${arn}checkout-pay transitioned to ALARM at Thursday 05 November, 2026 14:00:45 UTC`,
      reasonData: `{"triggeringAlarms":[{"arn":"${arn}checkout-pay","state":{"value":"ALARM","timestamp":"2026-11-05T14:00:45.394+0000"}}]}`,
      timestamp: '2026-11-05T14:00:45.394+0000',
    },
    previousState: {
      value: 'OK',
      reason: `${arn}checkout was created and its alarm rule evaluates to OK`,
      reasonData: `{"triggeringAlarms":[{"arn":"${arn}checkout-pay","state":{"value":"INSUFFICIENT_DATA","timestamp":"2026-11-05T14:00:00.000+0000"}},{"arn":"${arn}checkout-cart","state":{"value":"OK","timestamp":"2026-11-05T14:00:00.000+0000"}}]}`,
      timestamp: '2026-11-05T14:00:00.000+0000',
    },
    configuration: {
      alarmRule: 'ALARM("checkout-pay") OR ALARM("checkout-cart")',
      description: 'All of it',
    },
  });
});

test('alarms on alarms on alarms move in one go', () => {
  const { alarms } = cloudWatch();
  alarms.put(payStep);
  alarms.put({ type: 'composite', name: 'middle', rule: 'ALARM(checkout-pay)' });
  alarms.put({ type: 'composite', name: 'top', rule: 'NOT ALARM(middle)' });
  expect(alarms.state('top')?.value).toBe('ALARM');
  alarms.setState('checkout-pay', { value: 'ALARM', reason: 'test' });
  expect(alarms.state('top')?.value).toBe('OK');
});
