import type { ReactNode } from 'react';
import type { PageHappening } from '../../page-api.ts';
import { ago } from '../mrkdwn/date.ts';
import { useNow } from '../state/now.tsx';

const signs: Readonly<Record<PageHappening['kind'], string>> = {
  fault: '⚡',
  mended: '🔧',
  canary: '🐤',
  alarm: '🚨',
  slack: '💬',
  page: '📟',
  error: '⚠️',
};

/** What happened behind Slack, newest first. */
export function Story({ story }: { readonly story: readonly PageHappening[] }): ReactNode {
  const now = useNow();
  return (
    <section className="story" aria-labelledby="story-title">
      <h3 id="story-title">What happened</h3>
      {story.length === 0 ? (
        <p className="story-empty">Nothing yet. Break a dependency and watch.</p>
      ) : (
        // The list scrolls, so it takes the keyboard's focus.
        <ol className="happenings" tabIndex={0} aria-labelledby="story-title">
          {story.map(({ at, kind, text }, index) => (
            <li key={`${story.length - index} ${at}`} className={`happening happening-${kind}`}>
              <span className="happening-sign" aria-hidden="true">
                {signs[kind]}
              </span>
              <span className="happening-text">{text}</span>
              <time dateTime={at} title={new Date(at).toLocaleString()}>
                {ago(now.getTime() - Date.parse(at))}
              </time>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
