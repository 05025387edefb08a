import { memo, type ReactNode } from 'react';
import type { PageMessage, PagePerson } from '../../page-api.ts';
import { Blocks } from '../blocks/blocks.tsx';
import { MessagePlace } from '../blocks/use-press.ts';
import { Mrkdwn } from '../mrkdwn/mrkdwn.tsx';
import { Avatar } from './avatar.tsx';
import { timeOf } from './message-list.tsx';

interface MessageViewProps {
  readonly message: PageMessage;
  readonly author: PagePerson | undefined;
  readonly channel: string;
  readonly me: string;
  /** Said right after another by the same person: no head of its own. */
  readonly together: boolean;
}

export const MessageView = memo(
  function MessageView({ message, author, channel, me, together }: MessageViewProps): ReactNode {
    const at = timeOf(message);
    const time = (
      <time dateTime={at.toISOString()} title={at.toString()}>
        {at.toLocaleTimeString(undefined, { timeStyle: 'short' })}
      </time>
    );
    const kinds = ['message', ...(message.ephemeral ? ['ephemeral'] : []), ...(together ? ['together'] : [])];
    return (
      <article className={kinds.join(' ')} aria-label={`${author?.name ?? message.user} said`}>
        <div className="message-side">{together ? time : <Avatar person={author} />}</div>
        <div className="message-main">
          {message.ephemeral && (
            <p className="only-you">
              <span aria-hidden="true">👁</span> Only visible to you
            </p>
          )}
          {!together && (
            <header className="message-head">
              <strong>{author?.name ?? message.user}</strong>
              {author?.bot && <span className="badge">APP</span>}
              {time}
            </header>
          )}
          <div className="message-body">
            <MessagePlace value={{ channel, ts: message.ts, me }}>
              {message.blocks.length > 0 ? <Blocks blocks={message.blocks} /> : <Mrkdwn text={message.text} />}
            </MessagePlace>
            {message.edited && <span className="edited"> (edited)</span>}
          </div>
        </div>
      </article>
    );
  },
  // The whole state comes anew with each change; most messages in it are what they were.
  (a, b) =>
    a.channel === b.channel &&
    a.me === b.me &&
    a.together === b.together &&
    JSON.stringify(a.message) === JSON.stringify(b.message) &&
    JSON.stringify(a.author) === JSON.stringify(b.author),
);
