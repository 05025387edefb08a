import { type ReactNode, useState } from 'react';
import type { PageChannel, PageState } from '../../page-api.ts';
import bell from '../bell.svg';
import { hashOf, type Route } from '../state/route.ts';
import type { Unread } from '../state/use-unread.ts';
import { CreateChannel } from './create-channel.tsx';
import { isIncident, signOf } from './kinds.ts';
import { PersonSwitch } from './person-switch.tsx';
import { SidebarLink } from './sidebar-link.tsx';

interface SidebarProps {
  readonly state: PageState;
  readonly me: string;
  readonly route: Route;
  /** The channel that is shown. */
  readonly open: string;
  readonly unread: Unread;
  readonly onPerson: (id: string) => void;
}

/** The workspace: its channels and its app, and which of its people one is. */
export function Sidebar({ state, me, route, open, unread, onPerson }: SidebarProps): ReactNode {
  const [creating, setCreating] = useState(false);
  const shown = state.channels.filter(({ archived, id, kind }) => kind !== 'im' && (!archived || id === open));
  const incidents = shown.filter(isIncident).sort((a, b) => began(b).localeCompare(began(a)));
  const others = shown.filter((channel) => !isIncident(channel));
  const dm = state.channels.find(({ kind }) => kind === 'im');
  const waiting = dm === undefined ? undefined : unread.get(dm.id);
  const list = { open: route.type === 'channel' ? open : '', unread };
  return (
    <nav className="sidebar" aria-label="Workspace">
      <header className="workspace">
        <img src={bell} alt="" width="28" height="28" />
        <div>
          <strong>{state.app.name}</strong>
          <span>local workspace</span>
        </div>
      </header>
      <div className="sidebar-channels">
        <ChannelList title="Channels" channels={others} {...list}>
          <button
            type="button"
            className="icon-button"
            aria-label="Create a channel"
            title="Create a channel"
            onClick={() => setCreating(true)}
          >
            +
          </button>
        </ChannelList>
        <ChannelList title="Incidents" channels={incidents} empty="All quiet" {...list} />
        <section aria-label="Apps">
          <h2>Apps</h2>
          <ul>
            <SidebarLink
              href={waiting === undefined ? hashOf.home : hashOf.appMessages}
              sign=""
              picture={bell}
              name={state.app.name}
              isOpen={route.type === 'app'}
              unread={route.type === 'app' && route.tab === 'messages' ? undefined : waiting}
            />
          </ul>
        </section>
      </div>
      <PersonSwitch state={state} me={me} onPerson={onPerson} />
      {creating && <CreateChannel me={me} onClose={() => setCreating(false)} />}
    </nav>
  );
}

const began = ({ messages }: PageChannel): string => messages[0]?.ts ?? '';

interface ChannelListProps {
  readonly title: string;
  readonly channels: readonly PageChannel[];
  readonly open: string;
  readonly unread: Unread;
  readonly empty?: string;
  readonly children?: ReactNode;
}

function ChannelList({ title, channels, open, unread, empty, children }: ChannelListProps): ReactNode {
  return (
    <section aria-label={title}>
      <h2>
        {title}
        {children}
      </h2>
      {channels.length === 0 && empty !== undefined && <p className="sidebar-empty">{empty}</p>}
      <ul>
        {channels.map(({ id, name, kind }) => (
          <SidebarLink
            key={id}
            href={hashOf.channel(id)}
            sign={signOf(kind)}
            name={name}
            isOpen={id === open}
            unread={unread.get(id)}
            isPrivate={kind === 'private'}
          />
        ))}
      </ul>
    </section>
  );
}
