import { findIncident, isUrgent, noSuchIncident } from '@tocsin/app';
import type { Incident, PeopleCommand } from '@tocsin/incident';
import { type Rendered, refused } from '../../blocks/index.ts';
import type { SlackWorld } from '../../world.ts';
import { type Asked, leadingId } from '../request.ts';

/** The incident a command is about: the one of the id it begins with, else the one of the channel it was given in. */
export type Addressed =
  | { readonly type: 'incident'; readonly incident: Incident; readonly rest: string }
  | { readonly type: 'unknown-id'; readonly reply: Rendered }
  | { readonly type: 'elsewhere'; readonly reply: Rendered };

/** @param command what is to be done to it, if anything */
export async function addressed(
  world: SlackWorld,
  { rest: words, channel, user }: Asked,
  command?: PeopleCommand['type'],
): Promise<Addressed> {
  const { id, rest } = leadingId(words);
  const viewer = { user, channel, urgent: command !== undefined && isUrgent(command) };
  const incident = await findIncident(world, id === undefined ? { channel } : { id }, viewer);
  if (incident) return { type: 'incident', incident, rest };
  if (id !== undefined) return { type: 'unknown-id', reply: refused(noSuchIncident(id).reason) };
  return {
    type: 'elsewhere',
    reply: refused('this is not an incident’s channel; name the incident by its id, “/incident list” shows them'),
  };
}
