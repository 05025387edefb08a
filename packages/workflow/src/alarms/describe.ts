import type { Owner, Step, Workflow } from '../model.ts';
import type { AlarmSubject } from '../names.ts';
import { cloudWatchLimits } from './spec.ts';

/** Where people read the runbook: beside the declaration on the Git host. */
export function runbookUrl(workflow: Workflow, file = workflow.runbook): string {
  return `${workflow.links.source.replace(/\/$/, '')}/${file}`;
}

/** What an alarm says of itself to whoever meets it outside Tocsin: the matter, the runbook, whose it is. */
export function describeAlarm(workflow: Workflow, text: string, step?: Step): string {
  const links = [
    `Runbook: ${runbookUrl(workflow, step?.runbook)}`,
    ownerLine(step?.owner ?? workflow.owner),
    ...(workflow.links.dashboard ? [`Dashboard: ${workflow.links.dashboard}`] : []),
  ].join('\n');
  const room = cloudWatchLimits.description - links.length - 1;
  const cut = text.length > room ? `${text.slice(0, Math.max(0, room - 1))}…` : text;
  return `${cut}\n${links}`.slice(0, cloudWatchLimits.description);
}

function ownerLine({ team, channel }: Owner): string {
  return channel === undefined ? `Owner: ${team}` : `Owner: ${team}, https://slack.com/app_redirect?channel=${channel}`;
}

/** The join keys, for people and for alarms' events where tags travel with them. */
export function tagsOf({ workflow, step, dependency, kind }: Omit<AlarmSubject, 'stage'>): Record<string, string> {
  return {
    'tocsin:workflow': workflow,
    ...(step === undefined ? {} : { 'tocsin:step': step }),
    ...(dependency === undefined ? {} : { 'tocsin:dependency': dependency }),
    'tocsin:kind': kind,
  };
}
