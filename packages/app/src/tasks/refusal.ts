import { hasVariables, permissionFor, type RunbookPolicy } from '@tocsin/runbook';
import type { Task, TaskOutcome } from './task.ts';

type Refused = Extract<TaskOutcome, { readonly type: 'refused' }>;

/** After that nobody expects any more that what they pressed happens now. */
const staleMs = 15 * 60_000;

/**
 * Why a task is not begun: checked here once more, behind the queue and with all variables filled in, so that nothing
 * depends on who sent the message.
 */
export function refusalOf(task: Task, policy: RunbookPolicy, now: Date): Refused | undefined {
  const { what, by, approvedBy, orderedAt } = task;
  if (textsIn(what).some(hasVariables))
    return refuse('a variable has no value', 'Do this step by hand, with the value that belongs there.');
  if (what.type === 'check') return undefined;
  if (now.getTime() - Date.parse(orderedAt) > staleMs) {
    const minutes = Math.round((now.getTime() - Date.parse(orderedAt)) / 60_000);
    return refuse(`it was asked for ${minutes} minutes ago and did not get its turn`, 'Ask for it again.');
  }
  const permission = permissionFor(what.act, policy);
  if (permission.type === 'refused') return refuse(permission.reason, permission.mend);
  if (permission.approval && (approvedBy === undefined || approvedBy === by))
    return refuse('nobody else agreed to it', 'Ask a second person to approve it.');
  return undefined;
}

const refuse = (text: string, mend: string): Refused => ({ type: 'refused', text, mend });

/** Every text of a spec, names of its parameters included. The words of a way back are for people. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, part]) =>
    name === 'back' ? [] : [...(Array.isArray(value) ? [] : [name]), ...textsIn(part)],
  );
}
