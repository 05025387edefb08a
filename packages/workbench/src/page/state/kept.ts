import { useCallback, useState } from 'react';

/** `browser`: from visit to visit. `tab`: as long as the tab is open, so that two tabs can be two people. */
type Where = 'browser' | 'tab';

const storeOf = (where: Where): Storage => (where === 'browser' ? localStorage : sessionStorage);

/** A value the browser remembers; one that cannot remember forgets quietly. */
export function useKept(
  key: string,
  initial: string,
  where: Where = 'browser',
): readonly [string, (value: string) => void] {
  const [value, setValue] = useState(() => recall(key, where) ?? initial);
  const keep = useCallback(
    (next: string) => {
      setValue(next);
      remember(key, next, where);
    },
    [key, where],
  );
  return [value, keep];
}

export function recall(key: string, where: Where = 'browser'): string | undefined {
  try {
    return storeOf(where).getItem(`tocsin.${key}`) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(key: string, value: string, where: Where = 'browser'): void {
  try {
    storeOf(where).setItem(`tocsin.${key}`, value);
  } catch {
    // A private window may refuse; the page works without.
  }
}
