import { act } from '@tocsin/app';
import { person } from '@tocsin/incident';
import { madePrivate, refused } from '../../blocks/index.ts';
import { type Change, short } from './change.ts';
import { addressed } from './which.ts';

/** `/incident private [id] [reason]`: from now on only its responders and those who are invited know of it. */
export const makePrivate: Change = async (world, asked) => {
  const found = await addressed(world, asked);
  if (found.type !== 'incident') return found.reply;
  const { incident, rest: reason } = found;
  const { user, cause, channel } = asked;
  const outcome = await act(world, {
    incident: incident.id,
    command: { type: 'make-private', by: person(user), ...(reason === '' ? {} : { reason: short(reason) }) },
    cause,
    channel,
  });
  if (outcome.type === 'done') return madePrivate(outcome.incident);
  return outcome.code === 'nothing-new' ? undefined : refused(outcome.reason);
};
