import type { ReactNode } from 'react';
import type { PageMessage } from '../../page-api.ts';
import { emojis } from '../mrkdwn/emoji.ts';
import { useDirectory } from '../state/names.tsx';
import { listed } from './person-name.ts';
import { ReactionButton } from './reaction-button.tsx';
import { useReact } from './use-react.ts';

interface ReactionsProps {
  readonly message: PageMessage;
  readonly channel: string;
  readonly isOpen: boolean;
}

/** The reactions under a message; pressing one adds one's own, or takes it away. */
export function Reactions({ message, channel, isOpen }: ReactionsProps): ReactNode {
  const { me, person } = useDirectory();
  const react = useReact(message, channel);
  if (message.reactions.length === 0) return null;
  return (
    <ul className="reactions" aria-label="Reactions">
      {message.reactions.map(({ name, users }) => {
        const who = listed(users.map((user) => (user === me ? 'you' : (person(user) ?? user))));
        return (
          <li key={name}>
            <button
              type="button"
              className="reaction"
              aria-pressed={users.includes(me)}
              aria-label={`${name}, ${users.length}: ${who}`}
              title={`${who} reacted with :${name}:`}
              disabled={!isOpen}
              onClick={() => react(name)}
            >
              <span aria-hidden="true">{emojis[name] ?? `:${name}:`}</span> {users.length}
            </button>
          </li>
        );
      })}
      {isOpen && (
        <li>
          <ReactionButton message={message} channel={channel} className="reaction reaction-add" />
        </li>
      )}
    </ul>
  );
}
