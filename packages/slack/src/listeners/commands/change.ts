import { act } from '@tocsin/app';
import { type PeopleCommand, person } from '@tocsin/incident';
import { done, type Rendered, refused } from '../../blocks/index.ts';
import type { SlackWorld } from '../../world.ts';
import { type Asked, leadingId } from '../request.ts';
import type { Answer, Ask } from '../views/ask.ts';
import { addressed } from './which.ts';

export type Change = (world: SlackWorld, asked: Asked) => Promise<Answer>;

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

/**
 * Carries out what somebody asked of the incident it is about. `command` may ask for what is missing instead; then nothing
 * is read yet, for a form must open within three seconds.
 */
export async function change(
  world: SlackWorld,
  asked: Asked,
  { what, command }: { what: string | (() => string); command: (rest: string) => PeopleCommand | Ask | Rendered },
): Promise<Answer> {
  const meant = command(leadingId(asked.rest).rest);
  if ('blocks' in meant || meant.type === 'ask') return meant;
  const found = await addressed(world, asked, meant.type);
  if (found.type !== 'incident') return found.reply;
  const outcome = await act(world, {
    incident: found.incident.id,
    command: meant,
    cause: asked.cause,
    channel: asked.channel,
    stranger: asked.stranger,
  });
  if (outcome.type === 'done') return done(typeof what === 'string' ? what : what(), outcome.incident);
  return outcome.code === 'nothing-new' ? undefined : refused(outcome.reason);
}
