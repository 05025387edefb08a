import type { ActNext } from '@tocsin/app';
import { until } from '../clients.ts';
import { consoleLink } from '../console.ts';
import { outputOf, sentenceOf } from '../output.ts';
import { type Acting, type ActOf, calledOf, type Doing, failed, linkOf, settled } from './acting.ts';

const pollMs = 10_000;
const lookMs = 10_000;

/** Over, and how (Systems Manager API reference, AutomationExecutionStatus). */
const ended: Readonly<Record<string, 'done' | 'failed'>> = {
  Success: 'done',
  CompletedWithSuccess: 'done',
  Failed: 'failed',
  TimedOut: 'failed',
  Cancelled: 'failed',
  CompletedWithFailure: 'failed',
  Rejected: 'failed',
  ChangeCalendarOverrideRejected: 'failed',
  Exited: 'failed',
};

/** Starts an automation with a client token, by which Systems Manager tells a repetition, and asks how it goes on. */
export const automation: Doing<'automation'> = {
  async next(acting, act, at) {
    const execution = at.progress?.['execution'];
    if (at.putBack) return failed('This has no way back of its own.');
    if (typeof execution === 'string') return follow(acting, act, { execution, startedAt: at.startedAt });
    const { region = acting.region } = act;
    return {
      type: 'call',
      call: {
        name: 'start',
        words: `start the automation ${act.document} with ${outputOf(act.parameters)}`,
        repeatable: true,
        lookAt: `the executions of ${act.document} in Systems Manager`,
        link: consoleLink.automations(region),
        progress: {},
      },
    };
  },
  async call({ clients, now }, act, call, { idempotencyKey, deadline }) {
    const { StartAutomationExecutionCommand } = await import('@aws-sdk/client-ssm');
    const ssm = await clients('ssm', { purpose: 'act', region: act.region });
    const command = new StartAutomationExecutionCommand({
      DocumentName: act.document,
      Parameters: Object.fromEntries(
        Object.entries(act.parameters).map(([name, value]) => [name, typeof value === 'string' ? [value] : [...value]]),
      ),
      ClientToken: uuidOf(idempotencyKey),
    });
    try {
      const { AutomationExecutionId: execution } = await ssm.send(command, until(deadline, now()));
      return { type: 'went-on', progress: { execution } };
    } catch (error) {
      // A token that was used with the same parameters is an earlier try of ours that got through unheard.
      if ((error as Error).name === 'IdempotentParameterMismatch')
        return failed('It was started before with other parameters.', call);
      const called = calledOf(error, call);
      return called.type === 'settled' && called.outcome.type === 'unknown'
        ? { type: 'not-now', afterMs: pollMs, text: called.outcome.text }
        : called;
    }
  },
};

async function follow(
  { clients, region: home, now }: Acting,
  act: ActOf<'automation'>,
  { execution, startedAt }: { readonly execution: string; readonly startedAt: string },
): Promise<ActNext> {
  const { GetAutomationExecutionCommand } = await import('@aws-sdk/client-ssm');
  const ssm = await clients('ssm', { purpose: 'look', region: act.region });
  const command = new GetAutomationExecutionCommand({ AutomationExecutionId: execution });
  const { AutomationExecution: found } = await ssm.send(command, until(new Date(now().getTime() + lookMs), now()));
  const status = found?.AutomationExecutionStatus ?? 'Pending';
  const link = consoleLink.automation(act.region ?? home, execution);
  const outcome = ended[status];
  if (outcome !== undefined) {
    const why = found?.FailureMessage === undefined ? '' : `: ${sentenceOf(found.FailureMessage)}`;
    return settled({
      type: outcome,
      text: `${act.document} ended as ${status}${why}`,
      output: outputOf(found?.Outputs ?? {}),
      link,
    });
  }
  if (now().getTime() > Date.parse(startedAt) + act.timeout) {
    return settled({
      type: 'unknown',
      text: `${act.document} is still ${status} after ${Math.round(act.timeout / 60_000)} minutes. It goes on; Tocsin no longer waits for it.`,
      lookAt: `the execution ${execution} in Systems Manager`,
      ...linkOf({ link }),
    });
  }
  return { type: 'wait', afterMs: pollMs, text: `${act.document} is ${status}` };
}

/** The form that Systems Manager asks of a client token: 36 characters, as a UUID is written. */
const uuidOf = (hex: string): string => hex.slice(0, 32).replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
