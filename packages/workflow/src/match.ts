import type { Workflow } from './model.ts';
import { isTicket, parseAlarmName, parseCanaryName } from './names.ts';

/** What identifies an alarm, whatever form it came in. */
export interface AlarmIdentity {
  readonly name: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Dimensions of its metric: a step alarm made by hand still carries `CanaryName` and `StepName`. */
  readonly dimensions?: Readonly<Record<string, string>>;
}

/** What an alarm speaks of and how that was found. `degraded`: the step works without a soft dependency. */
export interface AlarmMatch {
  readonly workflow: string;
  readonly step?: string;
  readonly dependency?: string;
  readonly degraded: boolean;
  /** It wants somebody's time, but not at night. */
  readonly ticket?: true;
  readonly by: 'name' | 'tags' | 'mapping' | 'canary';
}

/** An alarm's place in the catalog, or why it has none. */
export type Matching =
  | { readonly type: 'matched'; readonly match: AlarmMatch }
  | { readonly type: 'unmapped'; readonly reason: string };

/**
 * Finds what an alarm speaks of: by its derived name, then by tags `tocsin:workflow|step|dependency`, then by the
 * names that workflows, steps and dependencies list, then by the dimensions of a canary metric.
 */
export function matchAlarm(workflows: readonly Workflow[], alarm: AlarmIdentity): Matching {
  const subject = parseAlarmName(alarm.name);
  if (subject) {
    return verified(
      workflows,
      {
        ...subject,
        degraded: subject.kind === 'step-degraded',
        ...(isTicket(subject.kind) ? { ticket: true } : {}),
        by: 'name',
      },
      `alarm name "${alarm.name}"`,
    );
  }
  const tagged = alarm.tags?.['tocsin:workflow'];
  if (tagged) {
    const step = alarm.tags?.['tocsin:step'];
    const dependency = alarm.tags?.['tocsin:dependency'];
    return verified(
      workflows,
      {
        workflow: tagged,
        ...(step ? { step } : {}),
        ...(dependency ? { dependency } : {}),
        degraded: isSoft(workflows, { workflow: tagged, step, dependency }),
        by: 'tags',
      },
      'its tags',
    );
  }
  const mapped = byMapping(workflows, alarm.name);
  if (mapped) return { type: 'matched', match: mapped };
  const canary = parseCanaryName(alarm.dimensions?.['CanaryName'] ?? '');
  if (canary) {
    const step = alarm.dimensions?.['StepName'];
    return verified(
      workflows,
      { workflow: canary.workflow, ...(step ? { step } : {}), degraded: false, by: 'canary' },
      `canary "${alarm.dimensions?.['CanaryName']?.slice(0, 255)}"`,
    );
  }
  return {
    type: 'unmapped',
    reason: `no workflow lists an alarm "${alarm.name}", and neither its name, its tags nor its metric name one`,
  };
}

function verified(workflows: readonly Workflow[], found: AlarmMatch, source: string): Matching {
  const workflow = workflows.find((candidate) => candidate.id === found.workflow);
  if (!workflow)
    return {
      type: 'unmapped',
      reason: `${source} names workflow "${found.workflow.slice(0, 255)}", which the catalog does not hold`,
    };
  const { workflow: id, degraded, ticket, by } = found;
  // A step or dependency that the catalog does not hold (any more) is left out: the rest is still true.
  const step = workflow.steps.find((candidate) => candidate.id === found.step);
  const needs = (step ? [step] : found.step === undefined ? workflow.steps : []).flatMap(({ needs }) => needs);
  const dependency = needs.find((need) => need.dependency.id === found.dependency)?.dependency;
  return {
    type: 'matched',
    match: {
      workflow: id,
      ...(step ? { step: step.id } : {}),
      ...(dependency ? { dependency: dependency.id } : {}),
      degraded,
      ...(ticket ? { ticket } : {}),
      by,
    },
  };
}

function byMapping(workflows: readonly Workflow[], name: string): AlarmMatch | undefined {
  for (const workflow of workflows) {
    for (const step of workflow.steps) {
      if (step.alarms.includes(name)) return { workflow: workflow.id, step: step.id, degraded: false, by: 'mapping' };
    }
    if (workflow.alarms.includes(name)) return { workflow: workflow.id, degraded: false, by: 'mapping' };
  }
  for (const workflow of workflows) {
    for (const need of workflow.steps.flatMap((step) => step.needs)) {
      if (need.dependency.alarms?.includes(name)) {
        const about = { workflow: workflow.id, dependency: need.dependency.id };
        return { ...about, degraded: isSoft(workflows, about), by: 'mapping' };
      }
    }
  }
  return undefined;
}

interface Subject {
  readonly workflow: string;
  readonly step?: string | undefined;
  readonly dependency?: string | undefined;
}

/** Whether all that stands on the dependency, the step or any step of the workflow, stands on it softly. */
function isSoft(workflows: readonly Workflow[], { workflow, step, dependency }: Subject): boolean {
  const needs = workflows
    .filter(({ id }) => id === workflow)
    .flatMap(({ steps }) => steps)
    .filter(({ id }) => step === undefined || id === step)
    .flatMap((one) => one.needs.filter((need) => need.dependency.id === dependency));
  return needs.length > 0 && needs.every(({ kind }) => kind === 'soft');
}
