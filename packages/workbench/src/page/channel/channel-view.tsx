import type { ReactNode } from 'react';
import type { PageChannel } from '../../page-api.ts';
import { Composer } from '../composer/composer.tsx';
import { useDirectory } from '../state/names.tsx';
import { ask } from '../state/requests.ts';
import { useTell } from '../state/use-tell.ts';
import { CanvasView } from './canvas-view.tsx';
import { ChannelHeader } from './channel-header.tsx';
import { ChannelTabs } from './channel-tabs.tsx';
import { MessageList } from './message-list.tsx';
import { lastOwn, useHandling } from './use-handling.ts';

interface ChannelViewProps {
  readonly channel: PageChannel;
  readonly tab: 'messages' | 'canvas';
}

/** A channel as Slack shows it: what it is about, what was said, where to say something. */
export function ChannelView({ channel, tab }: ChannelViewProps): ReactNode {
  const isCanvas = tab === 'canvas' && channel.canvas !== undefined;
  return (
    <main className="channel" aria-label={`Channel ${channel.name}`}>
      <ChannelHeader channel={channel} />
      <ChannelTabs channel={channel} tab={isCanvas ? 'canvas' : 'messages'} />
      {isCanvas ? <CanvasView canvas={channel.canvas} /> : <Conversation channel={channel} />}
    </main>
  );
}

/** The messages of a channel, or of direct messages, and where to add to them. */
export function Conversation({ channel }: { readonly channel: PageChannel }): ReactNode {
  const { me } = useDirectory();
  const handling = useHandling(channel.id);
  const editLast = (): void => handling.onEdit(lastOwn(channel.messages, me)?.ts ?? '');
  return (
    <>
      <MessageList channel={channel} {...handling} />
      {channel.archived || !channel.member ? (
        <Outsider channel={channel} />
      ) : (
        <Composer channel={channel} onUp={editLast} />
      )}
    </>
  );
}

/** Who is not in a channel may read it, and join; an archived one can be read. */
function Outsider({ channel }: { readonly channel: PageChannel }): ReactNode {
  const { me } = useDirectory();
  const tell = useTell();
  const request = { as: me, channel: channel.id };
  if (channel.archived)
    return (
      <div className="outsider">
        <span>
          <b>#{channel.name}</b> is archived: it can be read, and nothing more is said in it.
        </span>
        <button
          type="button"
          className="button"
          onClick={() => void tell('Not unarchived', ask.archive({ ...request, on: false }))}
        >
          Unarchive channel
        </button>
      </div>
    );
  return (
    <div className="outsider">
      <span>
        You are looking at <b>#{channel.name}</b>
      </span>
      <button type="button" className="button button-solid" onClick={() => void tell('Not joined', ask.join(request))}>
        Join channel
      </button>
    </div>
  );
}
