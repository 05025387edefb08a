import { act } from '@tocsin/app';
import { type PeopleCommand, person } from '@tocsin/incident';
import { actionIds } from '../../action-ids.ts';
import { type Rendered, refused } from '../../blocks/index.ts';
import type { Surroundings } from '../../world.ts';

export interface Pressed {
  readonly action: string;
  /** The incident's id, as the button carries it. */
  readonly incident: string;
  readonly user: string;
  /** Where the button is. */
  readonly channel: string | undefined;
  /** Whether the person belongs to another workspace that shares the channel. */
  readonly stranger: boolean;
  readonly cause: string;
}

const commands: Readonly<Record<string, (user: string) => PeopleCommand>> = {
  [actionIds.ack]: (user) => ({ type: 'acknowledge', by: person(user) }),
  [actionIds.take]: (user) => ({ type: 'take-command', by: { type: 'person', id: user } }),
  [actionIds.join]: (user) => ({ type: 'join', by: { type: 'person', id: user }, who: user }),
  [actionIds.resolve]: (user) => ({ type: 'resolve', by: person(user) }),
  [actionIds.close]: (user) => ({ type: 'close', by: person(user) }),
};

/** The button says for how long. */
function snoozing(action: string, user: string): PeopleCommand | undefined {
  const [kind, minutes] = [action.slice(0, actionIds.snooze.length), action.slice(actionIds.snooze.length + 1)];
  return kind === actionIds.snooze ? { type: 'snooze', by: person(user), minutes: Number(minutes) } : undefined;
}

/** A button of an incident was pressed. Nothing is said when it worked: the channel's message shows it. */
export async function pressed(
  { world }: Pick<Surroundings, 'world'>,
  { action, incident, user, channel, stranger, cause }: Pressed,
): Promise<Rendered | undefined> {
  const command = commands[action]?.(user) ?? snoozing(action, user);
  if (!command) return refused(`I do not know the button ${action}`);
  const outcome = await act(await world(), { incident, command, cause, channel, stranger });
  return outcome.type === 'done' || outcome.code === 'nothing-new' ? undefined : refused(outcome.reason);
}
