import { useSyncExternalStore } from 'react';

/** What is open, as the address has it, so that Back, Reload and links work. */
export type Route =
  | { readonly type: 'channel'; readonly channel: string; readonly tab: 'messages' | 'canvas'; readonly thread: string }
  | { readonly type: 'app'; readonly tab: 'home' | 'messages' };

/**
 *     #/C0INC00042                            a channel
 *     #/C0INC00042/canvas                     its canvas
 *     #/C0INC00042/thread/1762352730.000100   a thread beside it
 *     #/app/home, #/app/messages              the app
 */
export function parseRoute(hash: string): Route {
  const [, place = '', what = '', ts = ''] = hash.split('/');
  if (place === 'app') return { type: 'app', tab: what === 'messages' ? 'messages' : 'home' };
  return {
    type: 'channel',
    channel: /^[A-Z0-9]+$/.test(place) ? place : '',
    tab: what === 'canvas' ? 'canvas' : 'messages',
    thread: what === 'thread' && /^\d+\.\d+$/.test(ts) ? ts : '',
  };
}

const subscribe = (listener: () => void): (() => void) => {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
};

export const useRoute = (): Route =>
  parseRoute(
    useSyncExternalStore(
      subscribe,
      () => location.hash,
      () => '',
    ),
  );

export const hashOf = {
  channel: (id: string) => `#/${id}`,
  canvas: (id: string) => `#/${id}/canvas`,
  thread: (id: string, ts: string) => `#/${id}/thread/${ts}`,
  home: '#/app/home',
  appMessages: '#/app/messages',
} as const;

export const go = (hash: string): void => {
  location.hash = hash;
};
