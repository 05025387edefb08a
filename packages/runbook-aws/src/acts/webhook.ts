import { outputOf } from '../output.ts';
import { type Doing, failed, once, settled } from './acting.ts';
import { earlier } from './lambda.ts';

/**
 * Calls a webhook, behind the guard, with an `Idempotency-Key` (IETF draft-ietf-httpapi-idempotency-key-header). Whether
 * the other side heeds it is not known, so a call whose answer was not heard is not repeated.
 */
export const webhook: Doing<'webhook'> = {
  async next(_, act, at) {
    const { url, method, body } = act;
    return once(at, {
      name: 'call',
      words: `send ${method} ${outputOf(url)} with ${outputOf(body)}`,
      repeatable: false,
      lookAt: `whether ${new URL(url).host} received a request with the Idempotency-Key of this step`,
      progress: {},
    });
  },
  async call({ ask, now }, act, call, { idempotencyKey, deadline }) {
    const { url, method, body } = act;
    const answer = await ask({
      url,
      method,
      headers: { 'content-type': 'application/json', 'idempotency-key': `"${idempotencyKey}"` },
      body: JSON.stringify(body),
      deadline: earlier(deadline, act.timeout, now()),
    });
    if (answer.type === 'refused') return failed(`Tocsin does not call this address: ${answer.text}`);
    if (answer.type === 'unanswered') {
      if (!answer.sent) return failed(`It was not sent: ${answer.text}`);
      return settled({
        type: 'unknown',
        text: `It was sent and not answered (${answer.text}). It may have happened, so it is not done again.`,
        lookAt: call.lookAt,
      });
    }
    const output = outputOf(answer.body);
    if (answer.status >= 200 && answer.status < 300)
      return settled({ type: 'done', text: `HTTP ${answer.status}`, output });
    if (answer.status >= 500) {
      return settled({
        type: 'unknown',
        text: `HTTP ${answer.status}: it may have happened in part, so it is not done again.`,
        lookAt: call.lookAt,
        output,
      });
    }
    return failed(
      `HTTP ${answer.status}${answer.location === undefined ? '' : ', a redirect, which is not followed'}`,
      { output },
    );
  },
};
