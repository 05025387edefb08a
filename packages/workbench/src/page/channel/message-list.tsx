import type { ReactNode } from 'react';
import type { PageChannel, PageMessage } from '../../page-api.ts';
import { MessageView } from '../message/message-view.tsx';
import { authorOf } from '../message/person-name.ts';
import { timeOf } from '../message/time.ts';
import { nearDay } from '../mrkdwn/date.ts';
import { Mrkdwn } from '../mrkdwn/mrkdwn.tsx';
import { isIncident } from '../sidebar/kinds.ts';
import { useDirectory } from '../state/names.tsx';
import { useNow } from '../state/now.tsx';
import { useFollowing } from './use-following.ts';

/** What is being changed, and what was put away: of the list, not of the message. */
export interface Handling {
  readonly editing: string;
  readonly onEdit: (ts: string) => void;
  readonly dismissed: ReadonlySet<string>;
  readonly onDismiss: (ts: string) => void;
}

interface MessageListProps extends Handling {
  readonly channel: PageChannel;
}

/** Messages of one person this close together share one head, as in Slack. */
const togetherSeconds = 300;

/** What was said, oldest first. New messages are read out; the view follows them unless somebody scrolled up. */
export function MessageList({ channel, editing, onEdit, dismissed, onDismiss }: MessageListProps): ReactNode {
  const { me, people } = useDirectory();
  const messages = channel.messages.filter(({ ts }) => !dismissed.has(ts)).sort((a, b) => Number(a.ts) - Number(b.ts));
  const last = messages.at(-1);
  // Whoever just said something wants to see it, and what it was answered with.
  const urgent = last && (last.user === me || last.ephemeral) ? last.ts : undefined;
  // A message alone is read from its beginning, however long: that of an incident begins with the step that broke.
  const { log, content, onScroll } = useFollowing(urgent, messages.length === 1);
  return (
    // The region scrolls, so it takes the keyboard's focus.
    <div
      ref={log}
      className="messages"
      role="log"
      aria-live="polite"
      aria-relevant="additions"
      aria-label={`Messages in ${channel.name}`}
      tabIndex={0}
      onScroll={onScroll}
    >
      <div ref={content} className="messages-content">
        {(messages.length === 0 || !isIncident(channel)) && <Beginning channel={channel} />}
        {messages.map((message, index) => {
          const before = messages[index - 1];
          return (
            <div key={`${message.ts} ${message.user} ${message.ephemeral}`}>
              {!sameDay(before, message) && <DayDivider at={timeOf(message)} />}
              <MessageView
                message={message}
                author={authorOf(people, message.user)}
                channel={channel}
                me={me}
                together={isTogether(before, message)}
                editing={editing === message.ts}
                onEdit={onEdit}
                onDismiss={onDismiss}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

const sameDay = (before: PageMessage | undefined, message: PageMessage): boolean =>
  before !== undefined && timeOf(before).toDateString() === timeOf(message).toDateString();

const isPlain = ({ blocks, notice, pinned, thread }: PageMessage): boolean =>
  !notice &&
  !pinned &&
  thread === undefined &&
  blocks.every((block) => (block as { readonly type?: unknown }).type === 'rich_text');

const isTogether = (before: PageMessage | undefined, message: PageMessage): boolean =>
  before !== undefined &&
  sameDay(before, message) &&
  before.user === message.user &&
  before.ephemeral === message.ephemeral &&
  before.replies.length === 0 &&
  isPlain(before) &&
  isPlain(message) &&
  Number(message.ts) - Number(before.ts) < togetherSeconds;

function Beginning({ channel: { name, topic, kind } }: { readonly channel: PageChannel }): ReactNode {
  if (kind === 'im')
    return (
      <div className="beginning">
        <strong>{name}</strong>
        <p>What you and {name} say here, nobody else sees.</p>
      </div>
    );
  return (
    <div className="beginning">
      <strong>#{name}</strong>
      <div>
        {topic === '' ? 'This is the very beginning of the channel.' : <Mrkdwn text={topic} />}
        {name === 'incidents' && (
          <p>Break a dependency of the world behind it: its incident is announced here within seconds.</p>
        )}
      </div>
    </div>
  );
}

function DayDivider({ at }: { readonly at: Date }): ReactNode {
  const now = useNow();
  const near = nearDay(at, now);
  const day = near
    ? near.charAt(0).toUpperCase() + near.slice(1)
    : at.toLocaleDateString(undefined, { dateStyle: 'full' });
  return (
    <div className="day">
      <span>{day}</span>
    </div>
  );
}
