import type { ReactNode } from 'react';
import type { PageChannel, PageState } from '../../page-api.ts';
import bell from '../bell.svg';
import { Avatar } from '../channel/avatar.tsx';
import { isIncident } from './incident-channel.ts';

interface SidebarProps {
  readonly state: PageState;
  readonly me: string;
  readonly open: string;
  readonly unread: ReadonlySet<string>;
  readonly onPerson: (id: string) => void;
}

/** The workspace: its channels, and which of its people one is. */
export function Sidebar({ state, me, open, unread, onPerson }: SidebarProps): ReactNode {
  const shown = state.channels.filter(({ archived, id }) => !archived || id === open);
  const incidents = shown.filter(isIncident).sort((a, b) => newest(b).localeCompare(newest(a)));
  const others = shown.filter((channel) => !isIncident(channel));
  const list = { open, unread };
  return (
    <nav className="sidebar" aria-label="Workspace">
      <header className="workspace">
        <img src={bell} alt="" width="28" height="28" />
        <div>
          <strong>Tocsin</strong>
          <span>local workspace</span>
        </div>
      </header>
      <div className="sidebar-channels">
        <ChannelList title="Channels" channels={others} {...list} />
        <ChannelList title="Incidents" channels={incidents} empty="All quiet" {...list} />
      </div>
      <PersonSwitch state={state} me={me} onPerson={onPerson} />
    </nav>
  );
}

const newest = ({ messages }: PageChannel): string => messages[0]?.ts ?? '';

interface ChannelListProps {
  readonly title: string;
  readonly channels: readonly PageChannel[];
  readonly open: string;
  readonly unread: ReadonlySet<string>;
  readonly empty?: string;
}

function ChannelList({ title, channels, open, unread, empty }: ChannelListProps): ReactNode {
  return (
    <section>
      <h2>{title}</h2>
      {channels.length === 0 && empty !== undefined && <p className="sidebar-empty">{empty}</p>}
      <ul>
        {channels.map(({ id, name }) => (
          <li key={id}>
            <a
              className={unread.has(id) ? 'channel-link unread' : 'channel-link'}
              href={`#/${id}`}
              title={`#${name}`}
              aria-current={id === open ? 'page' : undefined}
            >
              <span className="channel-hash" aria-hidden="true">
                #
              </span>
              <span className="channel-name">{name}</span>
              {unread.has(id) && (
                <span className="unread-dot">
                  <span className="hidden">unread</span>
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function PersonSwitch({ state, me, onPerson }: Pick<SidebarProps, 'state' | 'me' | 'onPerson'>): ReactNode {
  return (
    <fieldset className="people">
      <legend>You are</legend>
      {state.people
        .filter(({ bot }) => !bot)
        .map((person) => (
          <label key={person.id} className="person">
            <input type="radio" name="me" checked={person.id === me} onChange={() => onPerson(person.id)} />
            <Avatar person={person} />
            <span>{person.name}</span>
          </label>
        ))}
    </fieldset>
  );
}
