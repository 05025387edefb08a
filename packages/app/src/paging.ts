import { type Incident, isHard, isUnanswered, pagedOwner, workflowOf } from '@tocsin/incident';
import { runbookUrl, stepOf, type Workflow } from '@tocsin/workflow';
import type { Catalog } from './ports.ts';

/** A page and whom it calls; without a target the default topic. One key, one page. */
export interface Page {
  readonly key: string;
  readonly type: 'page';
  readonly target: string | undefined;
  readonly subject: string;
  readonly text: string;
}

/**
 * Everybody whom the incident calls as it stands: the owner, the pagers of its severity, and, until somebody
 * acknowledges, those up the owner's chain whose turn came. A target is called once, however it came to be one.
 */
export function pagesOf(incident: Incident, { workflows, settings }: Catalog): Page[] {
  const { page, pagers } = settings.severities[incident.severity];
  if (!page) return [];
  const workflow = workflowOf(incident, workflows);
  const words = wordsOf(incident, workflow);
  const targets = new Set([pagedOwner(incident, workflow)?.pager, ...pagers]);
  const repeated = isUnanswered(incident) ? (incident.escalation?.pages ?? []) : [];
  return [
    ...[...targets].map(
      (target): Page => ({ key: target === undefined ? 'page' : `page:${target}`, type: 'page', target, ...words }),
    ),
    ...repeated.map(({ level, target }): Page => {
      const subject = `Unacknowledged: ${words.subject}`;
      const text = `Nobody has acknowledged; this is repeat ${level} of the page.\n${words.text}`;
      return { key: `page:escalation:${level}`, type: 'page', target, subject, text };
    }),
  ];
}

function wordsOf(incident: Incident, workflow: Workflow | undefined): Pick<Page, 'subject' | 'text'> {
  const { naming, declared } = incident;
  const runbook = workflow && runbookUrl(workflow, stepOf(workflow, naming?.step ?? '')?.runbook);
  // What began as a degradation is paged because it is one no longer.
  const fails = declared.by.type === 'aws' && Object.values(incident.alarms).some(isHard);
  const title = workflow && fails ? `${workflow.title} failing` : incident.title;
  const where =
    naming?.step === undefined ? 'step unknown' : `step ${naming.step}${naming.degraded ? ' degraded' : ''}`;
  const text = [
    `${incident.severity}: ${title}, ${where}.`,
    ...(naming ? [`Because ${naming.reason}.`] : []),
    ...(naming?.dependency === undefined ? [] : [`Suspected: ${naming.dependency}.`]),
    `Since ${incident.since}. Incident ${incident.id}.`,
    ...(runbook === undefined ? [] : [`Runbook: ${runbook}`]),
  ].join('\n');
  return { subject: `${incident.severity} ${title}: ${where}`, text };
}
