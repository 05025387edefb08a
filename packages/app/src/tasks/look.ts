import { type Check, judge } from '@tocsin/runbook';
import type { TaskWorld } from './ports.ts';
import type { Running, Step } from './run-task.ts';
import type { TaskOutcome } from './task.ts';

/** Between two looks at something that is not as expected yet. */
const againMs = 15_000;
/** Looking shall leave time to write down what was seen. */
const marginMs = 3_000;

/**
 * Looks once, or, where the check says `within`, until what it reads is as expected. Waits are the queue's: nothing is
 * paid for while nothing happens.
 */
export async function runLook({ checks, clock }: TaskWorld, running: Running, check: Check): Promise<Step> {
  const { task, record, deadline } = running;
  const began = Date.parse(record.startedAt);
  const wait = (afterMs: number, reason: string): Step => ({ type: 'wait', afterMs, reason, record });
  const limit = Math.min(deadline.getTime() - marginMs, clock.now().getTime() + check.timeout);
  const look = await checks.look(check, { since: task.orderedAt, deadline: new Date(limit) });
  const now = clock.now().getTime();
  if (look.type === 'later') {
    if (now + look.afterMs < began + Math.max(check.timeout, check.within ?? 0)) return wait(look.afterMs, look.text);
    return settled({ type: 'failed', text: `${look.text}. Looked for ${seconds(now - began)}.`, ...linkOf(look) });
  }
  if (look.type === 'failed') return settled({ type: 'failed', text: look.text, ...linkOf(look) });
  const { reading, at, text } = look;
  const judgement = judge(check, reading);
  if (!judgement.asExpected && check.within !== undefined && now + againMs < began + check.within)
    return wait(againMs, judgement.said);
  return settled({ type: 'read', reading, at, judgement, text, ...linkOf(look) });
}

const settled = (outcome: TaskOutcome): Step => ({ type: 'settled', outcome });
const linkOf = ({ link }: { readonly link?: string }) => (link === undefined ? {} : { link });
const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`;
