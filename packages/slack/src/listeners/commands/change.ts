import { act } from '@tocsin/app';
import { type PeopleCommand, person } from '@tocsin/incident';
import { done, type Rendered, refused } from '../../blocks/index.ts';
import type { SlackWorld } from '../../world.ts';
import type { Asked } from '../request.ts';
import { addressed } from './which.ts';

/** Nothing is said to a redelivery: the first delivery was answered. */
export type Change = (world: SlackWorld, asked: Asked) => Promise<Rendered | undefined>;

/** `/incident ack [id]` */
export const ack: Change = (world, asked) =>
  change(world, asked, { what: 'You acknowledged', command: () => ({ type: 'acknowledge', by: person(asked.user) }) });

/** `/incident take [id]` */
export const take: Change = (world, asked) =>
  change(world, asked, {
    what: 'You are in command of',
    command: () => ({ type: 'take-command', by: { type: 'person', id: asked.user } }),
  });

/** `/incident resolve [id] [note]` */
export const resolve: Change = (world, asked) =>
  change(world, asked, {
    what: 'You resolved',
    command: (note) => ({
      type: 'resolve',
      by: person(asked.user),
      ...(note === '' ? {} : { note: short(note) }),
    }),
  });

/** What was said, cut to what was done; the story belongs into the postmortem. */
export const short = (said: string): string => said.slice(0, 1_000);

/** Carries out what somebody asked of the incident it is about; `command` may answer how to say it instead. */
export async function change(
  world: SlackWorld,
  asked: Asked,
  { what, command }: { what: string; command: (rest: string) => PeopleCommand | Rendered },
): Promise<Rendered | undefined> {
  const found = await addressed(world, asked);
  if (found.type !== 'incident') return found.reply;
  const meant = command(found.rest);
  if ('blocks' in meant) return meant;
  const outcome = await act(world, {
    incident: found.incident.id,
    command: meant,
    cause: asked.cause,
    channel: asked.channel,
  });
  if (outcome.type === 'done') return done(what, outcome.incident);
  return outcome.code === 'nothing-new' ? undefined : refused(outcome.reason);
}
