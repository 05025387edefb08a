import { kindOf, type Task, type TaskKind } from '@tocsin/app';
import * as z from 'zod/mini';
import { heldAgainst, Named, When } from './parts.ts';
import { objectIn, type Read } from './read.ts';

const What = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('check'), check: z.looseObject({ check: Named }) }),
  z.looseObject({ type: z.literal('act'), act: z.looseObject({ act: Named }) }),
  z.looseObject({
    type: z.literal('put-back'),
    act: z.looseObject({ act: z.enum(['route53-weight', 'alb-weight']) }),
    of: Named,
  }),
]);

const Ordered = z.looseObject({ incident: Named, id: Named, by: Named, orderedAt: When, what: What });

/** A task of the kind that a function may run; its role allows no other. */
export function taskOf(body: string, kind: TaskKind): Read<Task> {
  const { order, problem } = objectIn(body);
  if (!order) return { problem };
  const read = heldAgainst<Task>(Ordered, order);
  if (!read.order) return read;
  const meant = kindOf(read.order);
  return meant === kind ? read : { problem: `it is a task to ${meant}`, meant };
}
