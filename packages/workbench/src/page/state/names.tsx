import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { PageApp, PageChannel, PagePerson, PageState } from '../../page-api.ts';

/** Who and what there is in the workspace, and what mentions are called; undefined when nobody has told the page. */
export interface Directory {
  readonly me: string;
  readonly app: PageApp;
  readonly people: readonly PagePerson[];
  readonly channels: readonly PageChannel[];
  readonly groups: PageState['groups'];
  readonly person: (id: string) => string | undefined;
  readonly channel: (id: string) => string | undefined;
  readonly group: (id: string) => string | undefined;
}

const nobody = (): undefined => undefined;
const DirectoryContext = createContext<Directory>({
  me: '',
  app: { user: '', name: '', commands: [], shortcuts: [] },
  people: [],
  channels: [],
  groups: [],
  person: nobody,
  channel: nobody,
  group: nobody,
});

export const useDirectory = (): Directory => useContext(DirectoryContext);

export function DirectoryOf({
  state,
  children,
}: {
  readonly state: PageState;
  readonly children: ReactNode;
}): ReactNode {
  const { me, app, people, channels, groups } = state;
  const directory = useMemo(() => {
    const called = (all: readonly { readonly id: string; readonly name: string }[]) => {
      const byId = new Map(all.map(({ id, name }) => [id, name]));
      return (id: string) => byId.get(id);
    };
    return {
      me,
      app,
      people,
      channels,
      groups,
      person: called(people),
      channel: called(channels),
      group: called(groups),
    };
  }, [me, app, people, channels, groups]);
  return <DirectoryContext value={directory}>{children}</DirectoryContext>;
}
