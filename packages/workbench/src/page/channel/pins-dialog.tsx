import type { ReactNode } from 'react';
import type { PageChannel, PageMessage } from '../../page-api.ts';
import { Avatar } from '../message/avatar.tsx';
import { InShort } from '../message/message-view.tsx';
import { authorOf } from '../message/person-name.ts';
import { clockOf, timeOf } from '../message/time.ts';
import { Dialog } from '../popup/dialog.tsx';
import { useDirectory } from '../state/names.tsx';
import { ask } from '../state/requests.ts';
import { useTell } from '../state/use-tell.ts';

interface PinsDialogProps {
  readonly channel: PageChannel;
  readonly onClose: () => void;
}

/** What is pinned in a channel, latest pin first; each leads to its message. */
export function PinsDialog({ channel, onClose }: PinsDialogProps): ReactNode {
  const { me, people } = useDirectory();
  const tell = useTell();
  const all = channel.messages.flatMap((message) => [message, ...message.replies]);
  const pinned = channel.pins.flatMap((ts) => all.find((message) => message.ts === ts) ?? []).reverse();
  const goTo = (message: PageMessage): void => {
    onClose();
    // Once the dialog has given the focus back.
    requestAnimationFrame(() => {
      const shown = document.getElementById(`message-${message.ts}`);
      shown?.scrollIntoView({ block: 'center' });
      shown?.focus();
    });
  };
  return (
    <Dialog title={`Pinned in #${channel.name}`} onClose={onClose}>
      <div className="dialog-body">
        {pinned.length === 0 && <p className="quiet">Nothing is pinned. “Pin to channel” is in a message’s menu.</p>}
        <ul className="pins" aria-label="Pinned items">
          {pinned.map((message) => {
            const author = authorOf(people, message.user);
            return (
              <li key={message.ts}>
                <Avatar person={author} />
                <div>
                  <p>
                    <b>{author?.name ?? message.user}</b> <small>{clockOf(timeOf(message))}</small>
                  </p>
                  <InShort message={message} />
                  <p className="pin-actions">
                    <button type="button" className="link-button" onClick={() => goTo(message)}>
                      Go to message
                    </button>
                    {channel.member && !channel.archived && (
                      <button
                        type="button"
                        className="link-button"
                        onClick={() =>
                          void tell(
                            'The pin was not changed',
                            ask.pin({ as: me, channel: channel.id, ts: message.ts, on: false }),
                          )
                        }
                      >
                        Unpin
                      </button>
                    )}
                  </p>
                </div>
              </li>
            );
          })}
        </ul>
      </div>
    </Dialog>
  );
}
