import { type ReactNode, useEffect } from 'react';
import { Desk } from './desk.tsx';
import { Notices } from './shell/notices.tsx';
import { DirectoryOf } from './state/names.tsx';
import { NowFrom } from './state/now.tsx';
import { useMe } from './state/use-me.ts';
import { usePageState } from './state/use-page-state.ts';

export function App(): ReactNode {
  const [me, setMe] = useMe();
  const { state, trouble } = usePageState(me);
  const people = state?.people.filter(({ bot }) => !bot) ?? [];
  const first = people.some(({ id }) => id === me) ? undefined : people[0]?.id;
  useEffect(() => {
    if (first !== undefined) setMe(first);
  }, [first, setMe]);

  // Nobody does anything before it is known who they are.
  const isSomebody = people.length === 0 || people.some(({ id }) => id === state?.me);
  if (!state || !isSomebody) return <Waiting trouble={trouble} />;
  return (
    <Notices>
      <NowFrom iso={state.now}>
        <DirectoryOf state={state}>
          <Desk state={state} me={state.me} onPerson={setMe} trouble={trouble} />
        </DirectoryOf>
      </NowFrom>
    </Notices>
  );
}

function Waiting({ trouble }: { readonly trouble: string | undefined }): ReactNode {
  return (
    <main className="waiting" role="status">
      <span className="waiting-bell" aria-hidden="true">
        🔔
      </span>
      {trouble ?? 'Starting …'}
    </main>
  );
}
