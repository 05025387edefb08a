import type { ReactNode } from 'react';
import type { PageDependency, PageWorkflow } from '../../page-api.ts';
import { ago } from '../mrkdwn/date.ts';
import { useNow } from '../state/now.tsx';
import { StepRow } from './step-row.tsx';

interface WorkflowViewProps {
  readonly workflow: PageWorkflow;
  readonly dependencies: readonly PageDependency[];
}

/** A path that users take: its steps in their order, its alarms, and when its canary last ran. */
export function WorkflowView({ workflow, dependencies }: WorkflowViewProps): ReactNode {
  const now = useNow();
  const { id, title, steps, alarms, lastRunAt } = workflow;
  const firing = alarms.filter(({ state }) => state === 'ALARM');
  return (
    <section className="card" aria-labelledby={`workflow-${id}`}>
      <h3 id={`workflow-${id}`}>
        {title}
        {firing.length > 0 && (
          <span className="alarm-count" title={firing.map(({ name }) => name).join('\n')}>
            {firing.length} {firing.length === 1 ? 'alarm' : 'alarms'}
          </span>
        )}
        <span className="last-run">
          {lastRunAt === undefined ? 'canary has not run yet' : `canary ${ago(now.getTime() - Date.parse(lastRunAt))}`}
        </span>
      </h3>
      <ol className="steps">
        {steps.map((step) => (
          <StepRow key={step.id} workflow={id} step={step} dependencies={dependencies} />
        ))}
      </ol>
    </section>
  );
}
