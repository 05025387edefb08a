import type { DraftOrder } from '@tocsin/app/drafting';
import { namedIncident, objectIn, type Read } from './read.ts';

/** Which draft is to be drawn up. */
export function draftOrderOf(body: string): Read<DraftOrder> {
  const { order, problem } = objectIn(body);
  if (!order) return { problem };
  const incident = namedIncident(order);
  if (incident.order === undefined) return incident;
  const { number } = order;
  return Number.isInteger(number)
    ? { order: { incident: incident.order, number: Number(number) } }
    : { problem: 'number: it is no whole number' };
}
