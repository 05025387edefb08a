import type { Heard, Opens, ToldPart } from '@tocsin/app';
import type { AlarmFact } from '@tocsin/incident';
import { namedIncident, objectIn, type Read } from './read.ts';

/** What respond is asked for. */
export interface ResponseOrder {
  readonly incident: string;
  readonly heard?: Heard;
  readonly beat?: AlarmFact;
  readonly told?: ToldPart;
  readonly opens?: Opens;
}

/** An order that only says which incident to show, as the one does that opens it, waits for no schemas. */
export async function responseOrderOf(body: string): Promise<Read<ResponseOrder>> {
  const { order, problem } = objectIn(body);
  if (!order) return { problem };
  if (['heard', 'beat', 'told'].some((name) => order[name] !== undefined))
    return (await import('./telling.ts')).tellingOrderOf(order);
  const named = namedIncident(order);
  if (named.order === undefined) return named;
  const incident = named.order;
  if (order['opens'] === undefined) return { order: { incident } };
  const opens = openingIn(order['opens']);
  return opens ? { order: { incident, opens } } : { problem: 'opens: no name of a channel, or no time' };
}

/** By hand, for an opening waits for no schemas. The name is one that channelNames gives. */
function openingIn(value: unknown): Opens | undefined {
  const { channel, at } = (value ?? {}) as Readonly<Record<keyof Opens, unknown>>;
  const isName = typeof channel === 'string' && /^inc-[a-z0-9-]{1,76}$/.test(channel);
  const isTime = typeof at === 'string' && !Number.isNaN(Date.parse(at));
  return isName && isTime ? { channel, at } : undefined;
}
