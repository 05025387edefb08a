import type { KnownBlock } from '@slack/types';
import type { ReactNode } from 'react';
import { type Block, Message } from 'slack-blocks-to-jsx';
import 'slack-blocks-to-jsx/dist/style.css';
import { formatDate } from '../mrkdwn/date.ts';
import { Outside } from '../mrkdwn/mrkdwn.tsx';
import { safeUrl } from '../mrkdwn/token.ts';
import { useDirectory } from '../state/names.tsx';
import { useNow } from '../state/now.tsx';

/** Draws any block with slack-blocks-to-jsx, given the names it does not know and links that leave safely. */
export default function LibraryBlock({ block }: { readonly block: KnownBlock }): ReactNode {
  const names = useDirectory();
  const now = useNow();
  return (
    <Message
      withoutWrapper
      logo=""
      name=""
      blocks={[block as unknown as Block]}
      hooks={{
        link: ({ href, children }) => {
          const url = safeUrl(href);
          return url === undefined ? children : <Outside url={url}>{children}</Outside>;
        },
        user: ({ id, name }) => <span className="mention">@{names.person(id) ?? name}</span>,
        channel: ({ id, name }) => <span className="mention">#{names.channel(id) ?? name}</span>,
        usergroup: ({ id, name }) => <span className="mention">@{(names.group(id) ?? name).replace(/^@/, '')}</span>,
        date: ({ timestamp, format }) => <time>{formatDate(format, new Date(Number(timestamp) * 1_000), now)}</time>,
      }}
    />
  );
}
