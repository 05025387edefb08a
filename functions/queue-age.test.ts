import { expect, it } from 'vitest';
import { measureQueue } from './queue-age.ts';

const now = new Date('2026-11-05T14:00:00Z');
function measured(event: unknown): object[] {
  const all: object[] = [];
  measureQueue({ clock: { now: () => now }, measure: (one) => void all.push(one) }, event);
  return all;
}
const record = (ms: number) => ({ attributes: { SentTimestamp: String(now.getTime() - ms) } });

it('is the age of the oldest message', () => {
  expect(measured({ Records: [record(200), record(4_000), record(10)] })).toEqual([{ QueueAge: 4_000 }]);
});

it('a message from a clock that is ahead has none yet', () => {
  expect(measured({ Records: [record(-500)] })).toEqual([{ QueueAge: 0 }]);
});

it.each([undefined, null, 'x', {}, { Records: [] }, { Records: [null] }, { Records: [{ Sns: {} }] }])(
  '%j came by no queue',
  (event) => expect(measured(event)).toEqual([]),
);
