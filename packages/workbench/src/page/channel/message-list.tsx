import { type ReactNode, useLayoutEffect, useRef } from 'react';
import type { PageChannel, PageMessage, PagePerson } from '../../page-api.ts';
import { nearDay } from '../mrkdwn/date.ts';
import { Mrkdwn } from '../mrkdwn/mrkdwn.tsx';
import { isIncident } from '../sidebar/incident-channel.ts';
import { useNow } from '../state/now.tsx';
import { MessageView } from './message-view.tsx';

interface MessageListProps {
  readonly channel: PageChannel;
  readonly people: readonly PagePerson[];
  readonly me: string;
}

/** Whoever is closer to the end than this is reading the end. */
const nearEnd = 120;
/** Messages of one person this close together share one head, as in Slack. */
const togetherSeconds = 300;

/** Slack's own voice, which is in no list of people. */
const slackbot: PagePerson = { id: 'USLACKBOT', name: 'Slackbot', bot: true };

/** What was said, oldest first. New messages are read out; the view follows them unless somebody scrolled up. */
export function MessageList({ channel, people, me }: MessageListProps): ReactNode {
  const messages = [...channel.messages].sort((a, b) => Number(a.ts) - Number(b.ts));
  const byId = new Map([slackbot, ...people].map((person) => [person.id, person]));
  const log = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const height = useRef(0);
  const last = messages.at(-1);
  const isAnswer = last !== undefined && (last.user === me || last.ephemeral);
  // Whoever just said something wants to see it, and what it was answered with.
  useLayoutEffect(() => {
    if (isAnswer) follows.current = true;
  }, [isAnswer, last?.ts]);
  const content = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const list = log.current;
    const inside = content.current;
    if (!list || !inside) return;
    // Blocks may grow after they were drawn; new messages make the content grow, too.
    const observer = new ResizeObserver(() => {
      height.current = list.scrollHeight;
      if (follows.current) list.scrollTop = list.scrollHeight;
    });
    observer.observe(inside);
    return () => observer.disconnect();
  }, []);
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
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        // When the content has just grown, it moved and not its reader.
        if (scrollHeight === height.current) follows.current = scrollHeight - scrollTop - clientHeight < nearEnd;
      }}
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
                author={byId.get(message.user)}
                channel={channel.id}
                me={me}
                together={isTogether(before, message)}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

export const timeOf = ({ ts }: Pick<PageMessage, 'ts'>): Date => new Date(Number(ts) * 1_000);

const sameDay = (before: PageMessage | undefined, message: PageMessage): boolean =>
  before !== undefined && timeOf(before).toDateString() === timeOf(message).toDateString();

const isTogether = (before: PageMessage | undefined, message: PageMessage): boolean =>
  before !== undefined &&
  sameDay(before, message) &&
  before.user === message.user &&
  before.ephemeral === message.ephemeral &&
  before.blocks.length === 0 &&
  message.blocks.length === 0 &&
  Number(message.ts) - Number(before.ts) < togetherSeconds;

function Beginning({ channel: { name, topic } }: { readonly channel: PageChannel }): ReactNode {
  return (
    <div className="beginning">
      <strong>#{name}</strong>
      <div>
        {topic === '' ? 'This is the very beginning of the channel.' : <Mrkdwn text={topic} />}
        {name === 'incidents' && <p>Break a dependency on the right: its incident is announced here within seconds.</p>}
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
