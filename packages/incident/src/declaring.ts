import type { Command } from './commands.ts';
import { accept, type Context, type Decision, refuse } from './decision.ts';
import type { Entry } from './entries.ts';
import { foldEntry } from './fold.ts';
import { pin, sightingsOf } from './pin.ts';

/** The message that an incident was opened from, or a note was taken from. */
export interface QuotedMessage {
  readonly channel: string;
  readonly ts: string;
  readonly link?: string;
  /** Slack user id of whoever wrote it. */
  readonly by?: string;
}

const longestAgoDays = 30;

/**
 * Why trouble cannot have begun then, or undefined when it can. Longer ago it is a matter for the postmortem, and nearly
 * always a slip in the date.
 */
export function problemOfBeginning(since: string, at: string): string | undefined {
  const ago = Date.parse(at) - Date.parse(since);
  if (Number.isNaN(ago)) return 'that is no time';
  if (ago < 0) return 'that is in the future; say when the trouble began, or leave it at now';
  return ago > longestAgoDays * 86_400_000 ? `that is more than ${longestAgoDays} days ago` : undefined;
}

/** Somebody saw trouble before any alarm did. A step that they name stays named until one of them gives it back to triage. */
export function declare(command: Command & { type: 'declare' }, { at, workflows }: Context): Decision {
  const { type: _, step, by, ...said } = command;
  const problem = command.since === undefined ? undefined : problemOfBeginning(command.since, at);
  if (problem !== undefined) return refuse('not-possible', problem);
  const declared: Entry = { type: 'incident.declared', at, by, ...said };
  if (step === undefined || by.type !== 'person') return accept(declared);
  const workflow = workflows.find(({ id }) => id === command.workflow);
  const incident = foldEntry('new', undefined, declared);
  if (!workflow || !incident) return refuse('not-possible', 'a step belongs to a workflow; say which one');
  const steps = workflow.steps.map(({ id }) => id);
  if (!steps.includes(step))
    return refuse('not-possible', `${workflow.title} has no step ${step}; its steps are ${steps.join(', ')}`);
  const naming = pin(sightingsOf(incident, workflow), { step, by: by.id });
  return accept(declared, { type: 'step.named', at, by, naming });
}
