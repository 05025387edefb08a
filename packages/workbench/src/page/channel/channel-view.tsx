import type { ReactNode } from 'react';
import type { PageChannel, PageState } from '../../page-api.ts';
import { Composer } from '../composer/composer.tsx';
import { Mrkdwn, Outside } from '../mrkdwn/mrkdwn.tsx';
import { safeUrl } from '../mrkdwn/token.ts';
import { useNotices } from '../shell/notices.tsx';
import { ask } from '../state/requests.ts';
import { MessageList } from './message-list.tsx';

interface ChannelViewProps {
  readonly state: PageState;
  readonly me: string;
  readonly channel: PageChannel | undefined;
}

/** A channel as Slack shows it: what it is about, what was said, where to say something. */
export function ChannelView({ state, me, channel }: ChannelViewProps): ReactNode {
  if (!channel)
    return (
      <main className="channel">
        <p className="channel-empty">No channel yet.</p>
      </main>
    );
  return (
    <main className="channel" aria-label={`Channel ${channel.name}`}>
      <header className="channel-header">
        <h1>
          <span className="channel-hash" aria-hidden="true">
            #
          </span>
          {channel.name}
          {channel.archived && <span className="badge">archived</span>}
        </h1>
        {channel.topic !== '' && (
          <div className="topic" title={channel.topic}>
            <Mrkdwn text={channel.topic} />
          </div>
        )}
      </header>
      <Bookmarks bookmarks={channel.bookmarks} />
      <MessageList channel={channel} people={state.people} me={me} />
      {channel.member ? <Composer me={me} channel={channel} /> : <Outsider me={me} channel={channel} />}
    </main>
  );
}

function Bookmarks({ bookmarks }: Pick<PageChannel, 'bookmarks'>): ReactNode {
  if (bookmarks.length === 0) return null;
  return (
    <ul className="bookmarks" aria-label="Bookmarks">
      {bookmarks.map(({ title, link }) => {
        const url = safeUrl(link);
        return <li key={`${title} ${link}`}>{url === undefined ? title : <Outside url={url}>{title}</Outside>}</li>;
      })}
    </ul>
  );
}

/** Who is not in a channel may read it, and join. */
function Outsider({ me, channel }: { readonly me: string; readonly channel: PageChannel }): ReactNode {
  const { say } = useNotices();
  const join = async (): Promise<void> => {
    const said = await ask.join({ as: me, channel: channel.id });
    if (!said.ok)
      say({
        id: `join-${channel.id}`,
        kind: 'trouble',
        title: 'Not joined',
        text: said.reason ?? 'No reason was given.',
      });
  };
  return (
    <div className="outsider">
      <span>
        You are looking at <b>#{channel.name}</b>
      </span>
      {!channel.archived && (
        <button type="button" className="button button-solid" onClick={() => void join()}>
          Join channel
        </button>
      )}
    </div>
  );
}
