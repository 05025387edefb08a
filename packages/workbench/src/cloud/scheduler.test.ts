import { expect, test } from 'vitest';
import { manualClock } from './clock.ts';
import { lambdaFunction } from './lambda.ts';
import { scheduleEvent, scheduler } from './scheduler.ts';

test('calls its function once a minute, until it is stopped', async () => {
  const clock = manualClock('2026-11-03T09:44:00.000Z');
  const events: unknown[] = [];
  const fn = lambdaFunction({ name: 'tick', clock, handler: (event: unknown) => void events.push(event) });
  const schedule = scheduler({ name: 'tick', clock, function: fn, everyMs: 60_000 });
  await clock.advance(59_999);
  expect(events).toEqual([]);
  await clock.advance(60_001);
  expect(events).toEqual(
    ['2026-11-03T09:45:00Z', '2026-11-03T09:46:00Z'].map((time) => ({
      version: '0',
      id: expect.any(String),
      'detail-type': 'Scheduled Event',
      source: 'aws.scheduler',
      account: '000000000000',
      time,
      region: 'us-east-1',
      resources: ['arn:aws:scheduler:us-east-1:000000000000:schedule/default/tick'],
      detail: '{}',
    })),
  );
  schedule.stop();
  expect(clock.timers).toBe(0);
  await clock.advance(120_000);
  expect(events).toHaveLength(2);
});

test('an Input gets its context attributes', () => {
  const input =
    '{"kind":"tick","scheduleArn":"<aws.scheduler.schedule-arn>","scheduledTime":"<aws.scheduler.scheduled-time>","executionId":"<aws.scheduler.execution-id>","attempt":"<aws.scheduler.attempt-number>"}';
  expect(scheduleEvent({ name: 'tick', input }, new Date('2026-11-03T09:44:00.500Z'))).toEqual({
    kind: 'tick',
    scheduleArn: 'arn:aws:scheduler:us-east-1:000000000000:schedule/default/tick',
    scheduledTime: '2026-11-03T09:44:00Z',
    executionId: expect.stringMatching(/^[0-9a-f]{16}$/),
    attempt: '1',
  });
});

test('a failing function is told of and tried again at the next turn', async () => {
  const clock = manualClock();
  const errors: unknown[] = [];
  const handler = () => {
    throw new Error('boom');
  };
  const fn = lambdaFunction({ name: 'tick', clock, handler });
  const schedule = scheduler({ name: 'tick', clock, function: fn, everyMs: 1000, onError: (e) => errors.push(e) });
  await clock.advance(2000);
  schedule.stop();
  expect(errors).toHaveLength(2);
  await expect(schedule.trigger()).rejects.toThrow('boom');
});
