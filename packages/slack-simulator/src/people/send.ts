import type { Json } from '../workspace/model.ts';
import { envelope, errorOf, type Person } from './context.ts';
import type { Sent } from './types.ts';

export const some = <K extends string, V>(name: K, value: V | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { [key in K]?: V };

interface Sending {
  readonly responseUrl?: string;
  readonly viewId?: string;
}

/** Sends an interaction with a fresh trigger. */
export async function send(person: Person, payload: Json, { responseUrl, viewId }: Sending): Promise<Sent> {
  const triggerId = person.triggers.issue({ user: person.user.id, ...some('viewId', viewId) });
  const { outcome } = await person.link.interaction({
    ...envelope(person),
    ...payload,
    trigger_id: triggerId,
    ...some('response_url', responseUrl),
  });
  const error = errorOf(outcome);
  return { ok: error === undefined, outcome, triggerId, ...some('error', error), ...some('responseUrl', responseUrl) };
}
