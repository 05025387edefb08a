import { useCallback, useEffect } from 'react';
import { useKept } from './kept.ts';

const inAddress = (): string => new URLSearchParams(location.search).get('as') ?? '';

/** Who this tab is: whom its address names (`?as=U0BOB`), else whom it was before. Other tabs may be others. */
export function useMe(): readonly [string, (id: string) => void] {
  const [kept, keep] = useKept('me', '', 'tab');
  const named = inAddress();
  useEffect(() => {
    if (named === '') return;
    keep(named);
    // From here on the tab remembers; an address that keeps naming somebody would win over the switch.
    history.replaceState(null, '', `${location.pathname}${location.hash}`);
  }, [named, keep]);
  const change = useCallback((id: string) => keep(id), [keep]);
  return [named === '' ? kept : named, change];
}
