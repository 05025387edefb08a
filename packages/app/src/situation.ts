import {
  failingParts,
  firingAlarms,
  type Handoff,
  type Incident,
  isOpen,
  type Naming,
  nextUpdate,
  ownerOf,
  partsOfStorm,
  pendingMatters,
  type StepState,
  whenDue,
  workflowOf,
} from '@tocsin/incident';
import { inOrder, runbookUrl, type Settings, stepOf, type Workflow } from '@tocsin/workflow';
import type { Catalog } from './ports.ts';
import { nameOf } from './telling.ts';
import type { AnnouncementView, HandoffView, MergedInto, ProposalView, SituationView, StepLine } from './views.ts';

const shownAlarms = 10;
const shownEvidence = 5;

/** What the incident's channel shows first: the failing step, why, since when, what to do. */
export function situationOf(incident: Incident, catalog: Catalog): SituationView {
  const workflow = workflowOf(incident, catalog.workflows);
  const { naming } = incident;
  const [suspect] =
    naming?.dependency === undefined ? [] : naming.suspects.filter((one) => one.dependency === naming.dependency);
  const owner = ownerOf(incident, workflow);
  return {
    type: 'situation',
    ...headline(incident, catalog),
    confidence: naming?.confidence ?? 'none',
    reason: naming?.reason ?? (workflow ? 'no alarm or canary run has named a step yet' : withoutWorkflow(incident)),
    ...contradictionOf(naming, workflow),
    ...(naming?.pinned ? { pinned: true } : {}),
    ...(incident.storm ? { storm: true } : {}),
    steps: stepLines(incident, workflow),
    ...(suspect ? { suspect: { title: titleOf(workflow, suspect.dependency), why: suspect.why } } : {}),
    evidence: (naming?.evidence ?? []).slice(0, shownEvidence),
    alarms: Object.values(incident.alarms)
      .sort((a, b) => Number(b.firing) - Number(a.firing) || b.at.localeCompare(a.at))
      .slice(0, shownAlarms)
      .map(({ name, value, at, link }) => ({ name, state: value, at, link })),
    ...(Object.keys(incident.alarms).length > shownAlarms
      ? { moreAlarms: Object.keys(incident.alarms).length - shownAlarms }
      : {}),
    ...(owner ? { owner } : {}),
    ...(workflow ? { runbook: runbookUrl(workflow, stepOf(workflow, naming?.step ?? '')?.runbook) } : {}),
    links: linksOf(workflow),
    ...(incident.roles.communications === undefined ? {} : { communications: incident.roles.communications }),
    ...(incident.roles.scribe === undefined ? {} : { scribe: incident.roles.scribe }),
    ...(incident.summary === undefined ? {} : { summary: incident.summary }),
    ...fromOf(incident),
    ...(incident.declared.by.type === 'person' ? { declaredBy: incident.declared.by.id } : {}),
    ...(incident.mitigated ? { mitigated: { ...incident.mitigated, by: nameOf(incident.mitigated.by) } } : {}),
    ...(incident.closed ? { closed: { ...incident.closed, by: nameOf(incident.closed.by) } } : {}),
    ...(incident.resolved ? { resolved: { ...incident.resolved, by: nameOf(incident.resolved.by) } } : {}),
  };
}

/** The incident's line in the incidents channel. */
export function announcementOf(incident: Incident, catalog: Catalog, channel: string): AnnouncementView {
  const here = partsOfStorm(incident).filter(({ state }) => state !== 'left');
  const gathered = { failing: failingParts(incident).length, total: here.length };
  return {
    type: 'announcement',
    ...headline(incident, catalog),
    channel,
    ...(here.length > 0 ? { gathered } : {}),
  };
}

export function proposalOf(incident: Incident, calmMs: number): ProposalView {
  return {
    type: 'proposal',
    incident: incident.id,
    ...stateOfOffer(incident),
    calmMinutes: Math.round(calmMs / 60_000),
  };
}

function stateOfOffer(incident: Incident): Pick<ProposalView, 'state' | 'recoveredAt'> {
  if (incident.reopened?.proposals === incident.proposals) return { state: 'reopened' };
  if (incident.resolutionProposedAt === undefined) return { state: 'relapsed' };
  const since = incident.recoveredAt === undefined ? {} : { recoveredAt: incident.recoveredAt };
  return { state: isOpen(incident) ? 'offered' : 'resolved', ...since };
}

export function handoffOf(
  { id }: Incident,
  handoff: Handoff,
  workflow: Workflow | undefined,
  { severities }: Settings,
): HandoffView {
  const { number: _, naming, alarms, firing, walks = [], actions = [], openActions = 0, nextWord, ...same } = handoff;
  const step = workflow && stepOf(workflow, naming?.step ?? '');
  const next = whenDue(nextWord, severities[handoff.severity]);
  return {
    type: 'handoff',
    incident: id,
    ...same,
    ...(step ? { step: { title: step.title, degraded: naming?.degraded ?? false } } : {}),
    ...(naming ? { reason: naming.reason, ...(naming.pinned ? { pinned: true } : {}) } : {}),
    ...(naming?.dependency === undefined ? {} : { suspect: titleOf(workflow, naming.dependency) }),
    ...(naming?.others ? { otherSuspects: naming.others.map((one) => titleOf(workflow, one)) } : {}),
    alarms,
    moreAlarms: firing - alarms.length,
    walks,
    actions,
    moreActions: openActions - actions.length,
    ...(next === undefined ? {} : { nextUpdate: next }),
  };
}

function headline(incident: Incident, { workflows, settings }: Catalog) {
  const workflow = workflowOf(incident, workflows);
  const next = nextUpdate(incident, settings.severities);
  const overdue = pendingMatters(incident, settings).map(({ about }) => about);
  const step = workflow && stepOf(workflow, incident.naming?.step ?? '');
  return {
    incident: incident.id,
    title: incident.title,
    status: incident.status,
    severity: incident.severity,
    since: incident.since,
    ...(workflow ? { workflow: { id: workflow.id, title: workflow.title } } : {}),
    ...(step ? { step: { id: step.id, title: step.title, degraded: incident.naming?.degraded ?? false } } : {}),
    ...mergedOf(incident),
    ...(next === undefined ? {} : { nextUpdate: { at: next, overdue: overdue.includes('update') } }),
    ...(overdue.includes('command') ? { leaderless: true as const } : {}),
    ...(incident.recoveredAt === undefined ? {} : { recoveredAt: incident.recoveredAt }),
    ...(incident.roles.commander === undefined ? {} : { commander: incident.roles.commander }),
    ...(incident.acknowledged
      ? { acknowledged: { at: incident.acknowledged.at, by: nameOf(incident.acknowledged.by) } }
      : {}),
  };
}

function fromOf({ from }: Incident): Pick<SituationView, 'from'> {
  if (!from) return {};
  const { link, by } = from;
  return { from: { ...(link === undefined ? {} : { link }), ...(by === undefined ? {} : { by }) } };
}

const withoutWorkflow = ({ declared, storm }: Incident): string =>
  storm
    ? 'More incidents opened within minutes than people can follow in a channel each. This one speaks for them; the list below says how each stands.'
    : declared.by.type === 'person'
      ? 'no workflow was named when it was declared'
      : 'no workflow of the catalog explains this alarm';

function mergedOf({ merged }: Incident): { merged?: MergedInto } {
  if (!merged) return {};
  const { into: incident, title, channel, at, by } = merged;
  return { merged: { incident, title, at, by: nameOf(by), ...(channel === undefined ? {} : { channel }) } };
}

function contradictionOf(naming: Naming | undefined, workflow: Workflow | undefined) {
  if (!naming?.contradiction) return {};
  const { step, reason } = naming.contradiction;
  return { contradiction: { title: (workflow && stepOf(workflow, step)?.title) ?? step, reason } };
}

function stepLines(incident: Incident, workflow: Workflow | undefined): StepLine[] {
  const { naming } = incident;
  const recovered = incident.recoveredAt !== undefined && firingAlarms(incident).length === 0;
  const stateOf = (id: string): StepState => (recovered ? 'passed' : (naming?.states[id] ?? 'unknown'));
  return inOrder(workflow?.steps ?? []).map(({ id, title }) => ({
    id,
    title,
    state: stateOf(id),
    named: naming?.step === id,
  }));
}

function titleOf(workflow: Workflow | undefined, dependency: string): string {
  const needs = workflow?.steps.flatMap((step) => step.needs) ?? [];
  return needs.find((need) => need.dependency.id === dependency)?.dependency.title ?? dependency;
}

function linksOf(workflow: Workflow | undefined): SituationView['links'] {
  const { dashboard, logs, repository } = workflow?.links ?? {};
  const links = { Dashboard: dashboard, Logs: logs, Repository: repository };
  return Object.entries(links).flatMap(([label, url]) => (url === undefined ? [] : [{ label, url }]));
}
