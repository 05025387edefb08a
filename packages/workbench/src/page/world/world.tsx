import { type ReactNode, useState } from 'react';
import type { PageDependency, PageState } from '../../page-api.ts';
import { Outside } from '../mrkdwn/mrkdwn.tsx';
import { DependencyRow } from './dependency-row.tsx';
import { RunbooksDialog } from './runbooks-dialog.tsx';
import { Story } from './story.tsx';
import { WorkflowView } from './workflow-view.tsx';

/** What stands behind Slack: a service to break, what its canaries see, and what follows from that. */
export function World({ state: { demo, workflows, story } }: { readonly state: PageState }): ReactNode {
  const [looking, setLooking] = useState(false);
  const broken = demo.filter((dependency) => dependency.broken).length;
  const others = demo.filter((dependency) => !isListed(dependency, workflows));
  return (
    <aside className="world" aria-label="The world behind Slack">
      <header className="world-header">
        <h2>The world behind it</h2>
        <span className={broken > 0 ? 'count count-bad' : 'count'}>{broken > 0 ? `${broken} broken` : 'all well'}</span>
        <button type="button" className="link-button" onClick={() => setLooking(true)}>
          Runbooks
        </button>
        <Outside url="./docs/">Docs</Outside>
      </header>
      <div className="world-scroll">
        {workflows.map((workflow) => (
          <WorkflowView key={workflow.id} workflow={workflow} dependencies={demo} />
        ))}
        {others.length > 0 && (
          <section className="card" aria-labelledby="others-title">
            <h3 id="others-title">Other dependencies</h3>
            <ul>
              {others.map((dependency) => (
                <DependencyRow key={dependency.id} dependency={dependency} />
              ))}
            </ul>
          </section>
        )}
      </div>
      <Story story={story} />
      {looking && <RunbooksDialog onClose={() => setLooking(false)} />}
    </aside>
  );
}

const isListed = ({ usedBy }: PageDependency, workflows: PageState['workflows']): boolean =>
  usedBy.some((use) =>
    workflows.some(({ id, steps }) => id === use.workflow && steps.some((step) => step.id === use.step)),
  );
