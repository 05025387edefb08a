import { type MouseEvent, type ReactNode, useEffect } from 'react';
import type { PageChannel, PageState } from '../page-api.ts';
import { ChannelView } from './channel/channel-view.tsx';
import { AppView } from './home/app-view.tsx';
import { Modals } from './modal/modals.tsx';
import { FirstVisit } from './shell/first-visit.tsx';
import { NewIncidents } from './shell/new-incidents.tsx';
import { QuickSwitcher } from './shell/quick-switcher.tsx';
import { Sidebar } from './sidebar/sidebar.tsx';
import { type Route, useRoute } from './state/route.ts';
import { useUnread } from './state/use-unread.ts';
import { ThreadPane } from './thread/thread-pane.tsx';
import { World } from './world/world.tsx';

interface DeskProps {
  readonly state: PageState;
  readonly me: string;
  readonly onPerson: (id: string) => void;
  readonly trouble: string | undefined;
}

/** Slack on the left and in the middle; on the right the world behind it, or a thread. */
export function Desk({ state, me, onPerson, trouble }: DeskProps): ReactNode {
  const route = useRoute();
  const open = channelOf(state, route);
  const openId = open?.id ?? '';
  const unread = useUnread(me, state.channels, openId);
  const root = route.type === 'channel' ? open?.messages.find(({ ts }) => ts === route.thread) : undefined;
  const name = route.type === 'app' ? state.app.name : open && `#${open.name}`;
  useEffect(() => {
    document.title = `${unread.size > 0 ? '● ' : ''}${name === undefined ? '' : `${name} · `}Tocsin`;
  }, [unread.size, name]);
  return (
    <div className={root ? 'desk with-thread' : 'desk'}>
      <a className="skip" href="#composer-input" onClick={toComposer}>
        Skip to the message box
      </a>
      <FirstVisit state={state} />
      {trouble !== undefined && (
        <p className="lost" role="status">
          {trouble}
        </p>
      )}
      <Sidebar state={state} me={me} route={route} open={openId} unread={unread} onPerson={onPerson} />
      <Middle state={state} me={me} route={route} open={open} />
      {open && root && <ThreadPane key={`${me} ${root.ts}`} channel={open} root={root} />}
      <World state={state} />
      <NewIncidents channels={state.channels} open={openId} />
      <Modals me={me} views={state.modals} />
      <QuickSwitcher state={state} />
    </div>
  );
}

interface MiddleProps {
  readonly state: PageState;
  readonly me: string;
  readonly route: Route;
  readonly open: PageChannel | undefined;
}

function Middle({ state, me, route, open }: MiddleProps): ReactNode {
  if (route.type === 'app') return <AppView key={me} state={state} tab={route.tab} />;
  if (open) return <ChannelView key={`${me} ${open.id}`} channel={open} tab={route.tab} />;
  return (
    <main className="channel">
      <p className="channel-empty">No channel yet.</p>
    </main>
  );
}

/** The channel that is shown: what the address says, else where incidents are announced. */
function channelOf({ channels, app }: PageState, route: Route): PageChannel | undefined {
  if (route.type === 'app') {
    const dm = channels.find(({ kind, members }) => kind === 'im' && members.includes(app.user));
    return route.tab === 'messages' ? dm : undefined;
  }
  return (
    channels.find(({ id }) => id === route.channel) ?? channels.find(({ name }) => name === 'incidents') ?? channels[0]
  );
}

/** The address stays as it is: it says what is open. */
function toComposer(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById('composer-input')?.focus();
}
