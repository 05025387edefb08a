import { expect, it } from 'vitest';
import { plainReason } from './evidence.ts';

it.each([
  [
    'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:tocsin/parts/viewer/page-1h transitioned to ALARM at Monday 23 November, 2026 16:36:55 UTC',
    'tocsin/parts/viewer/page-1h transitioned to ALARM at Monday 23 November, 2026 16:36:55 UTC',
  ],
  [
    'arn:aws-us-gov:cloudwatch:us-gov-west-1:111122223333:alarm:a and arn:aws:cloudwatch:us-east-1:111122223333:alarm:b',
    'a and b',
  ],
  [
    'Threshold Crossed: arn:aws:sqs:eu-west-1:111122223333:queue',
    'Threshold Crossed: arn:aws:sqs:eu-west-1:111122223333:queue',
  ],
])('an alarm is called by its name, nothing else changes: %s', (reason, plain) => {
  expect(plainReason(reason)).toBe(plain);
});
