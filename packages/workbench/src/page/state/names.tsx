import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { PageState } from '../../page-api.ts';

/** What mentions are called; undefined when nobody has told the page. */
export interface Names {
  readonly me: string;
  readonly person: (id: string) => string | undefined;
  readonly channel: (id: string) => string | undefined;
  readonly group: (id: string) => string | undefined;
}

const nobody = (): undefined => undefined;
const NamesContext = createContext<Names>({ me: '', person: nobody, channel: nobody, group: nobody });

export const useNames = (): Names => useContext(NamesContext);

export function NamesOf({ state, children }: { readonly state: PageState; readonly children: ReactNode }): ReactNode {
  const { me, people, channels, groups } = state;
  const names = useMemo(() => {
    const called = (all: readonly { readonly id: string; readonly name: string }[]) => {
      const byId = new Map(all.map(({ id, name }) => [id, name]));
      return (id: string) => byId.get(id);
    };
    return { me, person: called(people), channel: called(channels), group: called(groups ?? []) };
  }, [me, people, channels, groups]);
  return <NamesContext value={names}>{children}</NamesContext>;
}
