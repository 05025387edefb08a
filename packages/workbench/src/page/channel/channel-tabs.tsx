import type { ReactNode } from 'react';
import type { PageChannel } from '../../page-api.ts';
import { Outside } from '../mrkdwn/mrkdwn.tsx';
import { safeUrl } from '../mrkdwn/token.ts';
import { hashOf } from '../state/route.ts';

interface ChannelTabsProps {
  readonly channel: PageChannel;
  readonly tab: 'messages' | 'canvas';
}

/** Messages and canvas of a channel, when it has one, and its bookmarks. */
export function ChannelTabs({ channel: { id, canvas, bookmarks }, tab }: ChannelTabsProps): ReactNode {
  if (canvas === undefined && bookmarks.length === 0) return null;
  return (
    <div className="channel-tabs">
      {canvas !== undefined && (
        <nav className="tabs" aria-label="Tabs of the channel">
          <a href={hashOf.channel(id)} aria-current={tab === 'messages' ? 'page' : undefined}>
            Messages
          </a>
          <a href={hashOf.canvas(id)} aria-current={tab === 'canvas' ? 'page' : undefined}>
            Canvas
          </a>
        </nav>
      )}
      {bookmarks.length > 0 && (
        <ul className="bookmarks" aria-label="Bookmarks">
          {bookmarks.map(({ title, link }) => {
            const url = safeUrl(link);
            return <li key={`${title} ${link}`}>{url === undefined ? title : <Outside url={url}>{title}</Outside>}</li>;
          })}
        </ul>
      )}
    </div>
  );
}
