import type { CoreWorld } from '@tocsin/app';
import type { SQSEvent } from 'aws-lambda';

/** How long the oldest message of a batch was under way, redeliveries included. What came otherwise than by SQS has no age. */
export function measureQueue({ measure, clock }: Pick<CoreWorld, 'measure' | 'clock'>, event: unknown): void {
  const records = (event as Partial<SQSEvent> | null)?.Records;
  if (!measure || !Array.isArray(records)) return;
  const sent = records.map((record) => Number(record?.attributes?.SentTimestamp)).filter((ms) => ms > 0);
  if (sent.length > 0) measure({ QueueAge: Math.max(0, clock.now().getTime() - Math.min(...sent)) });
}
