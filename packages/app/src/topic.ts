import { type Incident, isOpen, nextUpdate, workflowOf } from '@tocsin/incident';
import { stepOf } from '@tocsin/workflow';
import type { Catalog } from './ports.ts';

/** Leaves room for all that stands behind it in the 250 characters of a topic. */
const longestStep = 60;

/**
 * The channel's topic, in plain words. What people look for first stands first, so that it is what a narrow window
 * leaves. Times are UTC, for a topic knows no date that each reads in a time zone of their own.
 */
export function topicOf(incident: Incident, { workflows, settings }: Catalog): string {
  const { merged, severity, since, status, naming, recoveredAt, roles } = incident;
  if (merged) return `Merged into ${merged.channel ? `<#${merged.channel}>` : merged.into} · goes on there`;
  const workflow = workflowOf(incident, workflows);
  const step = workflow && stepOf(workflow, naming?.step ?? '');
  const state = recoveredAt !== undefined && isOpen(incident) ? 'recovered, not resolved' : status;
  const where = step ? `${cut(step.title)} ${naming?.degraded ? 'degraded' : 'failing'}` : 'step unknown';
  const next = nextUpdate(incident, settings.severities);
  return [
    ...(incident.private ? ['private'] : []),
    severity,
    state,
    ...(workflow ? [where] : []),
    roles.commander ? `commander <@${roles.commander}>` : 'nobody in command',
    ...(next === undefined ? [] : [`next update ${clock(next, since)}`]),
    `since ${day(since)} ${clock(since, since)}`,
  ].join(' · ');
}

const cut = (title: string): string => (title.length <= longestStep ? title : `${title.slice(0, longestStep - 1)}…`);

/** The time alone on the day that trouble began. */
const clock = (at: string, first: string): string =>
  `${at.slice(0, 10) === first.slice(0, 10) ? '' : `${day(at)} `}${at.slice(11, 16)} UTC`;

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const day = (at: string): string => `${Number(at.slice(8, 10))} ${months[Number(at.slice(5, 7)) - 1]}`;
