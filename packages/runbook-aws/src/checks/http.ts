import { outputOf } from '../output.ts';
import type { LookAt } from './checking.ts';

/** Part of an answer that is looked through for `contains`; what is kept of it is less. */
const looked = 64_000;

/** One request, behind the guard. What does not answer has been read too: no status. */
export const lookAtHttp: LookAt<'http'> = async ({ ask, now }, check, { deadline }) => {
  const { url, method, headers, body } = check;
  const began = now().getTime();
  const answer = await ask({
    url,
    method,
    headers: typeof body === 'object' ? { 'content-type': 'application/json', ...headers } : headers,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    deadline,
  });
  const at = now().toISOString();
  if (answer.type === 'refused') return { type: 'failed', text: `Tocsin does not ask this address: ${answer.text}` };
  if (answer.type === 'unanswered')
    return { type: 'read', reading: { type: 'response', status: null, body: '' }, at, text: answer.text, link: url };
  const { status, location } = answer;
  const leads = location === undefined ? '' : `, leads to ${outputOf(location)}`;
  const text =
    `HTTP ${status} after ${now().getTime() - began} ms${leads}\n${outputOf(answer.body.slice(0, 600))}`.trim();
  // What is judged is the whole; what is kept with the outcome is what may be shown.
  const contained = check.contains !== undefined && answer.body.slice(0, looked).includes(check.contains);
  const kept = contained ? (check.contains ?? '') : '';
  return { type: 'read', reading: { type: 'response', status, body: kept }, at, text, link: url };
};
