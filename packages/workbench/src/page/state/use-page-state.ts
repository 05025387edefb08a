import { useEffect, useState } from 'react';
import type { PageState } from '../../page-api.ts';

export interface Live {
  readonly state: PageState | undefined;
  /** False while the stream is down; the browser tries again by itself. */
  readonly connected: boolean;
}

/** The state as somebody sees it, kept up to date by the server. */
export function usePageState(me: string): Live {
  const [state, setState] = useState<PageState>();
  const [connected, setConnected] = useState(true);
  useEffect(() => {
    const source = new EventSource(`/api/changes?as=${encodeURIComponent(me)}`);
    source.addEventListener('state', (event: MessageEvent<string>) => {
      setState(JSON.parse(event.data) as PageState);
      setConnected(true);
    });
    source.addEventListener('error', () => setConnected(false));
    source.addEventListener('open', () => setConnected(true));
    return () => source.close();
  }, [me]);
  return { state, connected };
}
