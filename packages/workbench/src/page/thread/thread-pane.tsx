import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import type { PageChannel, PageMessage } from '../../page-api.ts';
import { useFollowing } from '../channel/use-following.ts';
import { lastOwn, useHandling } from '../channel/use-handling.ts';
import { Composer } from '../composer/composer.tsx';
import { MessageView } from '../message/message-view.tsx';
import { authorOf } from '../message/person-name.ts';
import { useDirectory } from '../state/names.tsx';
import { go, hashOf } from '../state/route.ts';

interface ThreadPaneProps {
  readonly channel: PageChannel;
  readonly root: PageMessage;
}

/** A thread beside its channel: what began it, the replies, and where to reply. Escape closes it. */
export function ThreadPane({ channel, root }: ThreadPaneProps): ReactNode {
  const { me, people } = useDirectory();
  const handling = useHandling(channel.id);
  const replies = root.replies.filter(({ ts }) => !handling.dismissed.has(ts));
  const last = replies.at(-1);
  const { log, content, onScroll } = useFollowing(last && (last.user === me || last.ephemeral) ? last.ts : undefined);
  const pane = useRef<HTMLElement>(null);
  const isOpen = channel.member && !channel.archived;
  useEffect(() => pane.current?.querySelector('textarea')?.focus(), []);
  const close = (): void => {
    go(hashOf.channel(channel.id));
    requestAnimationFrame(() => document.getElementById(`message-${root.ts}`)?.focus());
  };
  const view = (message: PageMessage): ReactNode => (
    <MessageView
      key={`${message.ts} ${message.ephemeral}`}
      message={message}
      author={authorOf(people, message.user)}
      channel={channel}
      me={me}
      inThread
      editing={handling.editing === message.ts}
      onEdit={handling.onEdit}
      onDismiss={handling.onDismiss}
    />
  );
  const said = replies.filter(({ ephemeral }) => !ephemeral).length;
  return (
    <aside
      ref={pane}
      className="thread"
      aria-label="Thread"
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === 'Escape') close();
      }}
    >
      <header className="thread-header">
        <h2>
          Thread <small>{channel.kind === 'im' ? channel.name : `#${channel.name}`}</small>
        </h2>
        <button type="button" className="icon-button" aria-label="Close thread" onClick={close}>
          ✕
        </button>
      </header>
      <div
        ref={log}
        className="messages thread-messages"
        role="log"
        aria-live="polite"
        aria-label="Messages in the thread"
        tabIndex={0}
        onScroll={onScroll}
      >
        <div ref={content}>
          {view(root)}
          {replies.length > 0 && <p className="thread-count">{said === 1 ? '1 reply' : `${said} replies`}</p>}
          {replies.map(view)}
        </div>
      </div>
      {isOpen && (
        <Composer
          channel={channel}
          thread={root.ts}
          onUp={() => handling.onEdit(lastOwn(root.replies, me)?.ts ?? '')}
        />
      )}
    </aside>
  );
}
