import { correlationKey, type IntakeWorld, type Outcome, observeSignal, SignalError } from '@tocsin/app';
import { type ParsedSignal, parseSignals } from '@tocsin/aws';
import type { SQSBatchItemFailure } from 'aws-lambda';
import { measureQueue } from './queue-age.ts';
import { intakeWorld, once } from './world.ts';

const world = once(intakeWorld);

/** Takes in alarms and canary runs: from SQS, SNS, EventBridge, or as an alarm's own action. */
export const handler = async (event: unknown): Promise<TakenIn> => {
  const made = await world();
  measureQueue(made, event);
  return intake(made, event);
};

/** A partial batch answer, and what became of each signal in the order of the event; Lambda ignores the latter. */
export interface TakenIn {
  readonly batchItemFailures: readonly SQSBatchItemFailure[];
  readonly outcomes: readonly Outcome[];
}

const atOnce = 10;

/**
 * Takes in everything that an event says. What fails, or cannot be read, fails its own queue message alone; after its
 * redeliveries that lies in the dead-letter queue, so nothing is lost.
 *
 * @throws when something failed that came in no queue message, so that whoever invoked tries again
 */
export async function intake(world: IntakeWorld, event: unknown): Promise<TakenIn> {
  const parsed = parseSignals(event);
  const results: Result[] = [];
  const lanes = [...lanesOf(world, parsed).values()].values();
  const work = async (): Promise<void> => {
    // The iterator is shared: each worker takes the next lane that nobody has taken.
    for (const lane of lanes) for (const index of lane) results[index] = await takeIn(world, parsed[index]);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const failed = parsed.flatMap(({ messageId }, index) => {
    const error = results[index]?.error;
    return error === undefined ? [] : [{ messageId, error }];
  });
  const unqueued = failed.filter(({ messageId }) => messageId === undefined).map(({ error }) => error);
  if (unqueued.length > 0) {
    // Lambda logs what is thrown, with all that hangs on it.
    const reasons = unqueued.map(reasonFor).join('; ');
    throw new Error(`${unqueued.length} of ${parsed.length} signals failed: ${reasons}`);
  }
  const ids = new Set(failed.flatMap(({ messageId }) => messageId ?? []));
  return {
    batchItemFailures: [...ids].map((itemIdentifier) => ({ itemIdentifier })),
    outcomes: results.map(({ outcome }) => outcome),
  };
}

interface Result {
  readonly outcome: Outcome;
  readonly error?: unknown;
}

/** Positions of signals that must be taken in one after another: those of one correlation key. */
function lanesOf({ catalog }: IntakeWorld, parsed: readonly ParsedSignal[]): Map<string, number[]> {
  const lanes = new Map<string, number[]>();
  for (const [index, one] of parsed.entries()) {
    const key = 'error' in one ? `unreadable:${index}` : correlationKey(catalog.workflows, one.signal);
    lanes.set(key, [...(lanes.get(key) ?? []), index]);
  }
  return lanes;
}

async function takeIn(world: IntakeWorld, parsed: ParsedSignal | undefined): Promise<Result> {
  if (!parsed) throw new Error('a lane holds a position that the event does not have');
  const about = parsed.messageId === undefined ? {} : { messageId: parsed.messageId };
  if ('error' in parsed) {
    world.log.error('unreadable', { ...about, place: parsed.error.place, reason: parsed.error.unquoted });
    return { error: parsed.error, outcome: refused('unreadable', parsed.error) };
  }
  const { kind, cause } = parsed.signal;
  try {
    return { outcome: await observeSignal(world, parsed.signal) };
  } catch (error) {
    world.log.error('signal failed', { ...about, kind, cause, error });
    return { error, outcome: refused(kind, error) };
  }
}

const refused = (kind: string, error: unknown): Outcome => ({
  accepted: false,
  kind,
  incident: null,
  reason: error instanceof Error ? error.message : String(error),
});

/** What may stand in a log: an error that AWS or we made, or where an event is wrong. */
function reasonFor(error: unknown): string {
  if (error instanceof SignalError) return error.unquoted;
  return error instanceof Error ? error.message : String(error);
}
