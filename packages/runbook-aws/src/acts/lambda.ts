import { until } from '../clients.ts';
import { consoleLink } from '../console.ts';
import { outputOf, sentenceOf } from '../output.ts';
import { calledOf, type Doing, failed, linkOf, once, settled } from './acting.ts';

/**
 * Invokes a function and waits for its answer. Invoke takes no idempotency key, so it is never made twice; the key goes
 * along in the client context, for a function that wants to tell repetitions itself.
 */
export const lambda: Doing<'lambda'> = {
  async next({ region: home }, act, at) {
    const { function: name, payload, region = home } = act;
    return once(at, {
      name: 'invoke',
      words: `invoke the function ${name} with ${outputOf(payload)}`,
      repeatable: false,
      lookAt: `the log of the function ${name}, around this time`,
      link: consoleLink.function(region, name),
      progress: {},
    });
  },
  async call({ clients, now }, act, call, { idempotencyKey, deadline }) {
    const { InvokeCommand } = await import('@aws-sdk/client-lambda');
    const client = await clients('lambda', { purpose: 'act', region: act.region });
    const command = new InvokeCommand({
      FunctionName: act.function,
      InvocationType: 'RequestResponse',
      Payload: JSON.stringify(act.payload),
      ClientContext: Buffer.from(JSON.stringify({ custom: { idempotencyKey } })).toString('base64'),
    });
    try {
      const { Payload, FunctionError } = await client.send(
        command,
        until(earlier(deadline, act.timeout, now()), now()),
      );
      const output = outputOf(Payload ? Buffer.from(Payload).toString('utf8') : '');
      if (FunctionError !== undefined)
        return failed(`${act.function} ran and failed: ${errorIn(output)}`, { ...call, output });
      return settled({ type: 'done', text: `${act.function} answered.`, output, ...linkOf(call) });
    } catch (error) {
      return calledOf(error, call);
    }
  },
};

export const earlier = (deadline: Date, timeoutMs: number, now: Date): Date =>
  new Date(Math.min(deadline.getTime(), now.getTime() + timeoutMs));

/** `{"errorMessage": …, "errorType": …}`, as Lambda reports what a function threw. */
function errorIn(output: string): string {
  try {
    const { errorType, errorMessage } = JSON.parse(output) as { errorType?: string; errorMessage?: string };
    return sentenceOf([errorType, errorMessage].filter((part) => part !== undefined).join(': ') || output);
  } catch {
    return sentenceOf(output);
  }
}
