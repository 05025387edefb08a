import { createContext, useContext, useState } from 'react';
import { useNotices } from '../shell/notices.tsx';
import { ask } from '../state/requests.ts';

/** Where a block stands and who looks at it: what Slack sends along with a press. */
export const MessagePlace = createContext({ channel: '', ts: '', me: '' });

export interface Press {
  readonly pressing: boolean;
  readonly press: (ids: { readonly actionId: string; readonly blockId: string | undefined }) => Promise<void>;
}

/** Presses a button of a message as whoever is looking; a refusal is said. */
export function usePress(): Press {
  const { channel, ts, me } = useContext(MessagePlace);
  const { say } = useNotices();
  const [pressing, setPressing] = useState(false);
  const press: Press['press'] = async ({ actionId, blockId }) => {
    setPressing(true);
    const said = await ask.click({ as: me, channel, ts, actionId, ...(blockId === undefined ? {} : { blockId }) });
    setPressing(false);
    if (!said.ok)
      say({
        id: `press-${actionId}`,
        kind: 'trouble',
        title: 'That did not work',
        text: said.reason ?? 'No reason was given.',
      });
  };
  return { pressing, press };
}
