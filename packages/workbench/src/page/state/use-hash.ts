import { useSyncExternalStore } from 'react';

const subscribe = (listener: () => void): (() => void) => {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
};

/** The channel in the address (`#/C0INC00042`), so that Back, Reload and links work. Empty when there is none. */
export const useChannelInAddress = (): string =>
  useSyncExternalStore(subscribe, () => /^#\/([A-Z0-9]+)$/.exec(location.hash)?.[1] ?? '');

export const openChannel = (id: string): void => {
  location.hash = `#/${id}`;
};
