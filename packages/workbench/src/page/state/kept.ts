import { useCallback, useState } from 'react';

/** A value the browser remembers from visit to visit; one that cannot remember forgets quietly. */
export function useKept(key: string, initial: string): readonly [string, (value: string) => void] {
  const [value, setValue] = useState(() => recall(key) ?? initial);
  const keep = useCallback(
    (next: string) => {
      setValue(next);
      remember(key, next);
    },
    [key],
  );
  return [value, keep];
}

export function recall(key: string): string | undefined {
  try {
    return localStorage.getItem(`tocsin.${key}`) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(`tocsin.${key}`, value);
  } catch {
    // A private window may refuse; the page works without.
  }
}
