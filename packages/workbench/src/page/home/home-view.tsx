import type { ReactNode } from 'react';
import type { PageView } from '../../page-api.ts';
import { Blocks } from '../blocks/blocks.tsx';
import { SurfaceOf, useActingSurface } from '../blocks/surface.tsx';

interface HomeViewProps {
  readonly me: string;
  readonly app: string;
  readonly view: PageView | undefined;
}

/** What the app published for this person. */
export function HomeView({ me, app, view }: HomeViewProps): ReactNode {
  return (
    // The region scrolls, so it takes the keyboard's focus.
    <section className="home" tabIndex={0} aria-label={`Home of ${app}`}>
      {view === undefined ? <p className="channel-empty">{app} has published no Home for you yet.</p> : null}
      {view !== undefined && <Published me={me} view={view} />}
    </section>
  );
}

function Published({ me, view }: { readonly me: string; readonly view: PageView }): ReactNode {
  const surface = useActingSurface(me, { viewId: view.id, surface: 'home' }, { held: view.held });
  return (
    <SurfaceOf value={surface}>
      <Blocks blocks={view.blocks} />
    </SurfaceOf>
  );
}
