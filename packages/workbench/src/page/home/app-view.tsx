import { type ReactNode, useEffect } from 'react';
import type { PageState } from '../../page-api.ts';
import bell from '../bell.svg';
import { Conversation } from '../channel/channel-view.tsx';
import { ask } from '../state/requests.ts';
import { hashOf } from '../state/route.ts';
import { useTell } from '../state/use-tell.ts';
import { HomeView } from './home-view.tsx';

interface AppViewProps {
  readonly state: PageState;
  readonly tab: 'home' | 'messages';
}

/** The app itself: the Home that it publishes for whoever looks, and the direct messages with it. */
export function AppView({ state, tab }: AppViewProps): ReactNode {
  const { me, app, home, channels } = state;
  const tell = useTell();
  useEffect(() => {
    if (me !== '') void tell(`${app.name} could not be opened`, ask.home({ as: me, tab }));
  }, [me, tab, app.name, tell]);
  const messages = channels.find(({ kind, members }) => kind === 'im' && members.includes(app.user));
  return (
    <main className="channel" aria-label={app.name}>
      <header className="channel-header">
        <img src={bell} alt="" width="24" height="24" />
        <h1>{app.name}</h1>
        <span className="badge">APP</span>
      </header>
      <div className="channel-tabs">
        <nav className="tabs" aria-label={`Tabs of ${app.name}`}>
          <a href={hashOf.home} aria-current={tab === 'home' ? 'page' : undefined}>
            Home
          </a>
          <a href={hashOf.appMessages} aria-current={tab === 'messages' ? 'page' : undefined}>
            Messages
          </a>
        </nav>
      </div>
      {tab === 'home' ? (
        <HomeView me={me} app={app.name} view={home} />
      ) : (
        messages && <Conversation key={messages.id} channel={messages} />
      )}
    </main>
  );
}
