import { act } from '@tocsin/app';
import { done, refused, usage } from '../../blocks/index.ts';
import type { Change } from './change.ts';
import { whoIn } from './roles.ts';
import { addressed } from './which.ts';

/** `/incident join [id] [@who]`: be invited into the channel and told of what is due; or have somebody else be. */
export const join: Change = async (world, asked) => {
  const found = await addressed(world, asked, 'join');
  if (found.type !== 'incident') return found.reply;
  const who = found.rest === '' ? asked.user : whoIn(found.rest, asked);
  if (who === undefined)
    return usage('Say who joins, picking the person from Slack’s list: `/incident join @alice`; alone it is you.');
  const own = who === asked.user;
  const command = { type: 'join', by: { type: 'person', id: asked.user }, who } as const;
  const outcome = await act(world, {
    incident: found.incident.id,
    command,
    cause: asked.cause,
    channel: asked.channel,
    stranger: asked.stranger,
  });
  if (outcome.type === 'done') return done(own ? 'You joined' : 'You brought somebody into', outcome.incident);
  // Whoever left the channel finds the way back.
  if (outcome.code === 'already-done' && own) return done('You joined before:', found.incident);
  return outcome.code === 'nothing-new' ? undefined : refused(outcome.reason);
};
