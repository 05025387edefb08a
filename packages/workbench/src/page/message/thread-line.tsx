import type { ReactNode } from 'react';
import type { PageMessage } from '../../page-api.ts';
import { ago } from '../mrkdwn/date.ts';
import { useDirectory } from '../state/names.tsx';
import { useNow } from '../state/now.tsx';
import { hashOf } from '../state/route.ts';
import { Avatar } from './avatar.tsx';
import { authorOf } from './person-name.ts';
import { timeOf } from './time.ts';

/** Under a message that was replied to: by whom, how often, when last. */
export function ThreadLine({
  message,
  channel,
}: {
  readonly message: PageMessage;
  readonly channel: string;
}): ReactNode {
  const latest = message.replies.at(-1);
  return latest === undefined ? null : <Line message={message} channel={channel} latest={latest} />;
}

interface LineProps {
  readonly message: PageMessage;
  readonly channel: string;
  readonly latest: PageMessage;
}

function Line({ message: { ts, replies }, channel, latest }: LineProps): ReactNode {
  const { people } = useDirectory();
  const now = useNow();
  const said = replies.filter(({ ephemeral }) => !ephemeral);
  const authors = [...new Set(replies.map(({ user }) => user))].slice(0, 5);
  const count = said.length === 1 ? '1 reply' : `${said.length} replies`;
  return (
    <a className="thread-line" href={hashOf.thread(channel, ts)}>
      <span className="thread-people" aria-hidden="true">
        {authors.map((id) => (
          <Avatar key={id} person={authorOf(people, id)} />
        ))}
      </span>
      <b>{said.length === 0 ? 'An answer to you' : count}</b>
      <small>last {ago(now.getTime() - timeOf(latest).getTime())}</small>
    </a>
  );
}
