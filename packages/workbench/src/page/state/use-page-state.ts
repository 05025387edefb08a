import { useEffect, useState } from 'react';
import type { PageState } from '../../page-api.ts';
import { reuse } from './reuse.ts';

export interface Live {
  readonly state: PageState | undefined;
  /** Why the state may be old, in words for the person. The browser tries again by itself. */
  readonly trouble: string | undefined;
}

/** The state as somebody sees it, kept up to date by the server. */
export function usePageState(me: string): Live {
  const [state, setState] = useState<PageState>();
  const [trouble, setTrouble] = useState<string>();
  useEffect(() => {
    const source = new EventSource(`/api/changes?as=${encodeURIComponent(me)}`);
    source.addEventListener('state', (event: MessageEvent<string>) => {
      setState((before) => reuse(before, JSON.parse(event.data) as PageState));
      setTrouble(undefined);
    });
    source.addEventListener('trouble', (event: MessageEvent<string>) => {
      const { reason } = JSON.parse(event.data) as { readonly reason: string };
      setTrouble(`The workbench cannot say how things stand: ${reason}`);
    });
    source.addEventListener('error', () => setTrouble('The workbench does not answer. Trying again …'));
    return () => source.close();
  }, [me]);
  return { state, trouble };
}
