import type { PageMessage } from '../../page-api.ts';
import { useDirectory } from '../state/names.tsx';
import { ask } from '../state/requests.ts';
import { useTell } from '../state/use-tell.ts';

/** Puts one's reaction on a message, or takes it away when it is there. */
export function useReact({ ts, reactions }: PageMessage, channel: string): (name: string) => void {
  const { me } = useDirectory();
  const tell = useTell();
  return (name) => {
    const mine = reactions.some((reaction) => reaction.name === name && reaction.users.includes(me));
    void tell('The reaction was not changed', ask.react({ as: me, channel, ts, name, on: !mine }));
  };
}
