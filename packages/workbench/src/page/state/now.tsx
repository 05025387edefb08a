import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';

const NowContext = createContext(new Date(0));

/** The server's time, moving on; relative times are drawn from it. */
export const useNow = (): Date => useContext(NowContext);

/** Keeps the server's clock going between its messages. */
export function NowFrom({ iso, children }: { readonly iso: string; readonly children: ReactNode }): ReactNode {
  const [now, setNow] = useState(() => new Date(iso));
  useEffect(() => {
    const ahead = Date.parse(iso) - Date.now();
    const tick = (): void => setNow(new Date(Date.now() + ahead));
    tick();
    const timer = setInterval(tick, 1_000);
    return () => clearInterval(timer);
  }, [iso]);
  return <NowContext value={now}>{children}</NowContext>;
}
