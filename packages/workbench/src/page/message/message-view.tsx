import { memo, type ReactNode } from 'react';
import type { PageChannel, PageMessage, PagePerson } from '../../page-api.ts';
import { Mrkdwn } from '../mrkdwn/mrkdwn.tsx';
import { hashOf } from '../state/route.ts';
import { Avatar } from './avatar.tsx';
import { EditMessage } from './edit-message.tsx';
import { Files } from './files.tsx';
import { MessageBody } from './message-body.tsx';
import { MessageTools } from './message-tools.tsx';
import { Reactions } from './reactions.tsx';
import { ThreadLine } from './thread-line.tsx';
import { clockOf, timeOf } from './time.ts';

export interface MessageViewProps {
  readonly message: PageMessage;
  readonly author: PagePerson | undefined;
  readonly channel: PageChannel;
  readonly me: string;
  /** Said right after another by the same person: no head of its own. */
  readonly together?: boolean;
  /** Stands in the pane of its thread. */
  readonly inThread?: boolean;
  readonly editing: boolean;
  /** Starts editing this message; ends it with an empty string. */
  readonly onEdit: (ts: string) => void;
  readonly onDismiss: (ts: string) => void;
}

/** A message and everything that hangs on it. */
export const MessageView = memo(
  function MessageView(props: MessageViewProps): ReactNode {
    const { message, author, channel, me, together = false, inThread = false, editing, onEdit, onDismiss } = props;
    const at = timeOf(message);
    const time = (
      <time dateTime={at.toISOString()} title={at.toString()}>
        {clockOf(at)}
      </time>
    );
    const { ephemeral, notice, pinned } = message;
    const kinds = Object.entries({ ephemeral, together, notice, pinned }).filter(([, is]) => is);
    const isOpen = channel.member && !channel.archived && !ephemeral && !notice;
    return (
      <article
        id={`${inThread ? 'thread' : 'message'}-${message.ts}`}
        className={['message', ...kinds.map(([kind]) => kind)].join(' ')}
        aria-label={`${author?.name ?? message.user} said`}
        tabIndex={-1}
      >
        {pinned && <p className="pinned-line">📌 Pinned</p>}
        {ephemeral && (
          <p className="only-you">
            <span aria-hidden="true">👁</span> Only visible to you ·{' '}
            <button type="button" className="link-button" onClick={() => onDismiss(message.ts)}>
              Dismiss message
            </button>
          </p>
        )}
        {message.thread !== undefined && !inThread && (
          <p className="replied-line">
            replied to <a href={hashOf.thread(channel.id, message.thread)}>a thread</a>
          </p>
        )}
        <div className="message-row">
          <div className="message-side">{together ? time : <Avatar person={author} />}</div>
          <div className="message-main">
            {!together && (
              <header className="message-head">
                <strong>{author?.name ?? message.user}</strong>
                {author?.bot && <span className="badge">APP</span>}
                {time}
              </header>
            )}
            {editing ? (
              <EditMessage message={message} channel={channel} onEnd={() => onEdit('')} />
            ) : (
              <MessageBody message={message} channel={channel.id} me={me} />
            )}
            <Files files={message.files} me={me} />
            <Reactions message={message} channel={channel.id} isOpen={isOpen} />
            {!inThread && <ThreadLine message={message} channel={channel.id} />}
          </div>
          {isOpen && !editing && (
            <MessageTools message={message} channel={channel.id} inThread={inThread} onEdit={onEdit} />
          )}
        </div>
      </article>
    );
  },
  // A channel is another with each message in it; of the channel only this is drawn.
  ({ channel: a, ...before }, { channel: b, ...after }) =>
    a.id === b.id &&
    a.member === b.member &&
    a.archived === b.archived &&
    a.members === b.members &&
    (Object.keys(after) as (keyof typeof after)[]).every((name) => Object.is(before[name], after[name])),
);

/** A message in few words, where it is not the matter itself. */
export const InShort = ({ message }: { readonly message: PageMessage }): ReactNode => <Mrkdwn text={message.text} />;
