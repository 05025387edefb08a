import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';

interface Notice {
  readonly id: string;
  readonly kind: 'trouble' | 'incident';
  readonly title: string;
  readonly text?: string;
  /** What it offers to do. */
  readonly offer?: { readonly label: string; readonly act: () => void };
}

interface Noticing {
  readonly say: (notice: Notice) => void;
  readonly drop: (id: string) => void;
}

const NoticingContext = createContext<Noticing>({ say: () => {}, drop: () => {} });

export const useNotices = (): Noticing => useContext(NoticingContext);

/** What people should not miss, in a corner, until they have dealt with it. */
export function Notices({ children }: { readonly children: ReactNode }): ReactNode {
  const [notices, setNotices] = useState<readonly Notice[]>([]);
  const drop = useCallback((id: string) => setNotices((all) => all.filter((notice) => notice.id !== id)), []);
  const say = useCallback(
    (notice: Notice) => setNotices((all) => [...all.filter(({ id }) => id !== notice.id), notice].slice(-4)),
    [],
  );
  const noticing = useMemo(() => ({ say, drop }), [say, drop]);
  return (
    <NoticingContext value={noticing}>
      {children}
      <div className="notices" aria-live="assertive" aria-relevant="additions">
        {notices.map((notice) => (
          <NoticeView key={notice.id} notice={notice} onDrop={() => drop(notice.id)} />
        ))}
      </div>
    </NoticingContext>
  );
}

function NoticeView({ notice, onDrop }: { readonly notice: Notice; readonly onDrop: () => void }): ReactNode {
  const { kind, title, text, offer } = notice;
  return (
    <section className={`notice notice-${kind}`} aria-label={title}>
      <span className="notice-sign" aria-hidden="true">
        {kind === 'incident' ? '🔔' : '⚠️'}
      </span>
      <div className="notice-words">
        <strong>{title}</strong>
        {text !== undefined && <p>{text}</p>}
      </div>
      {offer && (
        <button
          type="button"
          className="button button-solid"
          onClick={() => {
            offer.act();
            onDrop();
          }}
        >
          {offer.label}
        </button>
      )}
      <button type="button" className="icon-button" aria-label="Dismiss" onClick={onDrop}>
        ✕
      </button>
    </section>
  );
}
