import { type ReactNode, useState } from 'react';
import type { PageDependency } from '../../page-api.ts';
import { useNotices } from '../shell/notices.tsx';
import { ask } from '../state/requests.ts';

interface DependencyRowProps {
  readonly dependency: PageDependency;
  /** Of the step it is listed under; steps do without what is soft. */
  readonly kind?: 'hard' | 'soft';
}

/** Something a step stands on, and the switch that breaks it. */
export function DependencyRow({ dependency, kind }: DependencyRowProps): ReactNode {
  const { id, title, broken } = dependency;
  const { say } = useNotices();
  const [waiting, setWaiting] = useState(false);
  const flip = async (): Promise<void> => {
    if (waiting) return;
    setWaiting(true);
    const said = await (broken ? ask.mend(id) : ask.break(id));
    setWaiting(false);
    if (!said.ok)
      say({
        id: `flip-${id}`,
        kind: 'trouble',
        title: broken ? `${title} was not mended` : `${title} was not broken`,
        text: said.reason ?? 'No reason was given.',
      });
  };
  return (
    <li className={broken ? 'dependency broken' : 'dependency'}>
      <span className="dependency-title" title={title}>
        {title}
        {kind === 'soft' && (
          <span className="soft" title="The step degrades without it, but does not fail">
            soft
          </span>
        )}
      </span>
      <button
        type="button"
        role="switch"
        className="switch"
        aria-checked={!broken}
        aria-label={`${title} works`}
        aria-busy={waiting}
        onClick={() => void flip()}
      >
        <span className="switch-verb">{broken ? 'Mend' : 'Break'}</span>
        <span className="switch-track" aria-hidden="true">
          <span className="switch-knob" />
        </span>
      </button>
    </li>
  );
}
