import { createHash } from 'node:crypto';
import type { Incident } from './incident.ts';

/** Redeliveries come within minutes, SQS redrives within days; this many commits of one incident are remembered. */
const remembered = 256;

/**
 * Whether one of the latest commits was made for this cause: a redelivery, which writes nothing.
 *
 * @param cause the id of the event or request that asks
 */
export const hasCause = ({ causes }: Incident, cause: string): boolean => causes.includes(markOf(cause));

/** The causes with one more, newest last. One that comes again moves to the end. */
export function withCause(causes: readonly string[], cause: string): readonly string[] {
  const mark = markOf(cause);
  return [...causes.filter((other) => other !== mark), mark].slice(-remembered);
}

/**
 * What is remembered of a cause. Ids do not compress and every commit writes them all; 64 bits of a hash are a third as
 * long, and a commit is taken for one of 256 others less than once in 10¹⁶.
 */
const markOf = (cause: string): string => createHash('sha256').update(cause).digest().toString('base64url', 0, 8);
