import type { ReactNode } from 'react';
import type { PageDependency, PageWorkflow } from '../../page-api.ts';
import { DependencyRow } from './dependency-row.tsx';

type Step = PageWorkflow['steps'][number];

const signs: Readonly<Record<NonNullable<Step['status']>, string>> = {
  passed: '✓',
  failed: '✕',
  degraded: '!',
  blocked: '–',
};

interface StepRowProps {
  readonly workflow: string;
  readonly step: Step;
  readonly dependencies: readonly PageDependency[];
}

/** A step as its canary last saw it, with what it stands on beneath it. */
export function StepRow({ workflow, step, dependencies }: StepRowProps): ReactNode {
  const { id, title, status, reason } = step;
  const needs = dependencies.flatMap((dependency) =>
    dependency.usedBy
      .filter((use) => use.workflow === workflow && use.step === id)
      .map(({ kind }) => <DependencyRow key={dependency.id} dependency={dependency} kind={kind} />),
  );
  return (
    <li className={`step step-${status ?? 'unknown'}`}>
      <span className="step-sign" aria-hidden="true">
        {status === undefined ? '' : signs[status]}
      </span>
      <span className="step-title">{title}</span>
      <span className="step-status">{status ?? 'not run'}</span>
      {reason !== undefined && (status === 'failed' || status === 'degraded') && (
        <span className="step-reason" title={reason}>
          {reason}
        </span>
      )}
      {needs.length > 0 && (
        <ul className="dependencies" aria-label={`${title} stands on`}>
          {needs}
        </ul>
      )}
    </li>
  );
}
