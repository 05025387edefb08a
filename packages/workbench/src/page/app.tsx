import { type MouseEvent, type ReactNode, useEffect } from 'react';
import type { PageState } from '../page-api.ts';
import { ChannelView } from './channel/channel-view.tsx';
import { FirstVisit } from './shell/first-visit.tsx';
import { NewIncidents } from './shell/new-incidents.tsx';
import { Notices } from './shell/notices.tsx';
import { Sidebar } from './sidebar/sidebar.tsx';
import { useKept } from './state/kept.ts';
import { NamesOf } from './state/names.tsx';
import { NowFrom } from './state/now.tsx';
import { useChannelInAddress } from './state/use-hash.ts';
import { usePageState } from './state/use-page-state.ts';
import { useUnread } from './state/use-unread.ts';
import { World } from './world/world.tsx';

export function App(): ReactNode {
  const [me, setMe] = useKept('me', '');
  const { state, trouble } = usePageState(me);
  const people = state?.people.filter(({ bot }) => !bot) ?? [];
  const first = people.some(({ id }) => id === me) ? undefined : people[0]?.id;
  useEffect(() => {
    if (first !== undefined) setMe(first);
  }, [first, setMe]);

  if (!state) return <Waiting trouble={trouble} />;
  return (
    <Notices>
      <NowFrom iso={state.now}>
        <NamesOf state={state}>
          <Desk state={state} me={me} onPerson={setMe} trouble={trouble} />
        </NamesOf>
      </NowFrom>
    </Notices>
  );
}

interface DeskProps {
  readonly state: PageState;
  readonly me: string;
  readonly onPerson: (id: string) => void;
  readonly trouble: string | undefined;
}

/** Slack on the left and in the middle, the world behind it on the right. */
function Desk({ state, me, onPerson, trouble }: DeskProps): ReactNode {
  const asked = useChannelInAddress();
  const open = state.channels.find(({ id }) => id === asked) ?? homeOf(state);
  const unread = useUnread(me, state.channels, open?.id ?? '');
  useEffect(() => {
    document.title = `${unread.size > 0 ? '● ' : ''}${open ? `#${open.name} · ` : ''}Tocsin`;
  }, [unread.size, open]);
  return (
    <div className="desk">
      <a className="skip" href="#composer-input" onClick={toComposer}>
        Skip to the message box
      </a>
      <FirstVisit state={state} />
      {trouble !== undefined && (
        <p className="lost" role="status">
          {trouble}
        </p>
      )}
      <Sidebar state={state} me={me} open={open?.id ?? ''} unread={unread} onPerson={onPerson} />
      <ChannelView key={open?.id ?? 'none'} state={state} me={me} channel={open} />
      <World state={state} />
      <NewIncidents channels={state.channels} open={open?.id ?? ''} />
    </div>
  );
}

/** The address stays as it is: it says which channel is open. */
function toComposer(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById('composer-input')?.focus();
}

/** Where a visit begins: where incidents are announced. */
const homeOf = ({ channels }: PageState) => channels.find(({ name }) => name === 'incidents') ?? channels[0];

function Waiting({ trouble }: { readonly trouble: string | undefined }): ReactNode {
  return (
    <main className="waiting" role="status">
      <span className="waiting-bell" aria-hidden="true">
        🔔
      </span>
      {trouble ?? 'Starting …'}
    </main>
  );
}
