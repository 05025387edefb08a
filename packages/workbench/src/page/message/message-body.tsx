import type { ReactNode } from 'react';
import type { PageMessage } from '../../page-api.ts';
import { Blocks } from '../blocks/blocks.tsx';
import { SurfaceOf, useActingSurface } from '../blocks/surface.tsx';
import { Mrkdwn } from '../mrkdwn/mrkdwn.tsx';

interface MessageBodyProps {
  readonly message: PageMessage;
  readonly channel: string;
  readonly me: string;
}

/** What a message says, with controls that work. */
export function MessageBody({ message: { ts, text, blocks, edited }, channel, me }: MessageBodyProps): ReactNode {
  const surface = useActingSurface(me, { channel, ts });
  return (
    <div className="message-body">
      <SurfaceOf value={surface}>{blocks.length > 0 ? <Blocks blocks={blocks} /> : <Mrkdwn text={text} />}</SurfaceOf>
      {edited && <span className="edited"> (edited)</span>}
    </div>
  );
}
