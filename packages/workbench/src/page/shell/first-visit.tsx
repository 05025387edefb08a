import { Fragment, type ReactNode } from 'react';
import type { PageState } from '../../page-api.ts';
import { isIncident } from '../sidebar/kinds.ts';
import { useKept } from '../state/kept.ts';

/** Three things to do in the first minute, ticked as they happen. Dismissed for good. */
export function FirstVisit({ state }: { readonly state: PageState }): ReactNode {
  const [dismissed, setDismissed] = useKept('first-visit', '');
  if (dismissed !== '') return null;
  const incidents = state.channels.filter(isIncident);
  const opened = incidents.length > 0;
  const steps = [
    { text: 'Break a dependency', done: state.demo.some(({ broken }) => broken) || state.story.some(isFault) },
    { text: 'Watch #incidents', done: opened },
    { text: 'Press Acknowledge', done: incidents.some(isAcknowledged) },
  ];
  const next = steps.findIndex(({ done }) => !done);
  return (
    <aside className="first-visit" aria-label="First steps">
      <strong>{next < 0 ? 'That is Tocsin.' : 'New here?'}</strong>
      <ol>
        {steps.map(({ text, done }, index) => (
          <Fragment key={text}>
            <li
              className={done ? 'done' : index === next ? 'next' : ''}
              aria-current={index === next ? 'step' : undefined}
            >
              <span className="first-visit-number" aria-hidden="true">
                {done ? '✓' : index + 1}
              </span>
              {text}
              {done && <span className="hidden">, done</span>}
            </li>
          </Fragment>
        ))}
      </ol>
      <button
        type="button"
        className="icon-button"
        aria-label="Dismiss the first steps"
        onClick={() => setDismissed('yes')}
      >
        ✕
      </button>
    </aside>
  );
}

const isFault = ({ kind }: PageState['story'][number]): boolean => kind === 'fault';

/** The situation message says so itself; there is nothing else to ask. */
const isAcknowledged = ({ messages }: PageState['channels'][number]): boolean => {
  const [situation] = messages;
  return situation !== undefined && !JSON.stringify(situation.blocks).includes('"incident.ack"');
};
