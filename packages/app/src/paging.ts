import {
  type Incident,
  isHard,
  isUnanswered,
  ownerOf,
  type Part,
  pagedOwner,
  partsOfStorm,
  workflowOf,
} from '@tocsin/incident';
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
  // A drill calls nobody by itself: who wants to practise being called is paged by name, and told that it is one.
  if (!page || incident.drill) return [];
  const workflow = workflowOf(incident, workflows);
  const words = wordsOf(incident, workflow);
  const targets = new Set([...(incident.storm ? [] : [pagedOwner(incident, workflow)?.pager]), ...pagers]);
  const repeated = isUnanswered(incident) ? (incident.escalation?.pages ?? []) : [];
  return [
    ...[...targets].map((target): Page => ({ key: keyOf(target), type: 'page', target, ...words })),
    ...partPagesOf(incident, { workflows, settings }, targets),
    ...repeated.map(({ level, target }): Page => {
      const subject = `Unacknowledged: ${words.subject}`;
      const text = `Nobody has acknowledged; this is repeat ${level} of the page.\n${words.text}`;
      return { key: `page:escalation:${level}`, type: 'page', target, subject, text };
    }),
  ];
}

/** Whoever is in charge of what this incident speaks for is called, too: each once, whatever else of theirs fails. */
function partPagesOf(
  incident: Incident,
  { workflows, settings }: Catalog,
  called: ReadonlySet<string | undefined>,
): Page[] {
  const pages = new Map<string | undefined, Page>();
  for (const part of partsOfStorm(incident)) {
    const rules = settings.severities[part.severity];
    const workflow = workflows.find(({ id }) => id === part.workflow);
    const owner = ownerOf({ naming: part.step === undefined ? undefined : { step: part.step } }, workflow);
    for (const target of rules.page ? [owner?.pager, ...rules.pagers] : []) {
      if (called.has(target) || pages.has(target)) continue;
      pages.set(target, { key: keyOf(target), type: 'page', target, ...wordsOfPart(incident, part) });
    }
  }
  return [...pages.values()];
}

const keyOf = (target: string | undefined): string => (target === undefined ? 'page' : `page:${target}`);

function wordsOfPart(incident: Incident, part: Part): Pick<Page, 'subject' | 'text'> {
  const { severity, title, step, dependency, since } = part;
  const where = step === undefined ? 'step unknown' : `step ${step}`;
  const text = [
    `${severity}: ${title}, ${where}.`,
    ...(dependency === undefined ? [] : [`Suspected: ${dependency}.`]),
    `It is one of several incidents at once, which are looked after together; there may be more of yours among them.`,
    `Since ${since}. Incident ${incident.id}.`,
  ].join('\n');
  return { subject: `${severity} ${title}: ${where}`, text };
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
