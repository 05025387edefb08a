import type { StepEvidence } from '@tocsin/workflow';
import { resolve } from '../context.ts';
import { CheckError } from '../errors.ts';
import type { HttpProbe } from '../probe.ts';
import type { ProbeTools } from '../run-probe.ts';
import { request } from './request.ts';

export async function runHttp(probe: HttpProbe, { run, signal }: ProbeTools): Promise<readonly StepEvidence[]> {
  const method = probe.method ?? 'GET';
  const url = new URL(resolve(probe.url, run), run.environment['BASE_URL']);
  const what = `${method} ${url.pathname}`;
  const expect = probe.expect ?? {};
  const { headers, body } = contentOf(resolve(probe.body, run), resolve(probe.headers ?? {}, run));
  const startedAt = run.now();
  const ca = resolve(probe.ca, run);
  const sent = { url, method, headers, ...(body === undefined ? {} : { body }), ...(ca === undefined ? {} : { ca }) };
  const answer = await request({ ...sent, signal }).catch((cause: unknown) => {
    if (signal.aborted) throw signal.reason;
    throw new CheckError(`no answer after ${run.now() - startedAt} ms from ${what}: ${explain(cause)}`, { cause });
  });
  const tookMs = run.now() - startedAt;
  const seen = `HTTP ${answer.status} after ${tookMs} ms from ${what}`;
  const evidence = [{ label: what, value: `HTTP ${answer.status}, ${tookMs} ms` }];
  const fail = (reason: string): never => {
    throw new CheckError(reason, { evidence: [...evidence, ...excerptOf(answer.body)] });
  };
  if (!isExpected(answer.status, expect.status)) fail(`${seen}, not ${statusText(expect.status)}`);
  if (expect.maxMs !== undefined && tookMs > expect.maxMs) {
    fail(`${seen}, over the limit of ${expect.maxMs} ms`);
  }
  for (const [name, wanted] of Object.entries(expect.headers ?? {})) {
    const found = answer.headers[name.toLowerCase()];
    if (!fits(found, wanted)) fail(`${seen}, but its header ${name} is ${quoted(found)}, not ${quoted(wanted)}`);
  }
  if (expect.certificateDays !== undefined) {
    const problem = certificateProblem(answer.certificateEndsAt, expect.certificateDays, run.now());
    if (problem !== undefined) fail(`${seen}, but ${problem}`);
  }
  if (expect.json === undefined) {
    probe.keep?.(undefined, run);
    return evidence;
  }
  const parsed = expect.json.safeParse(parseJson(answer.body));
  if (parsed.success) probe.keep?.(parsed.data, run);
  else fail(`${seen}, but its body does not fit: ${parsed.error.issues.map(describeIssue).join('; ')}`);
  return evidence;
}

function isExpected(status: number, expected: number | readonly number[] | undefined): boolean {
  if (expected === undefined) return status >= 200 && status <= 299;
  return typeof expected === 'number' ? status === expected : expected.includes(status);
}

const statusText = (expected: number | readonly number[] | undefined): string =>
  expected === undefined ? '2xx' : [expected].flat().join(' or ');

const fits = (found: string | undefined, wanted: string | RegExp): boolean =>
  found !== undefined && (typeof wanted === 'string' ? found === wanted : wanted.test(found));

const quoted = (value: string | RegExp | undefined): string =>
  value === undefined ? 'missing' : typeof value === 'string' ? `"${value}"` : String(value);

const dayMs = 24 * 3_600_000;

function certificateProblem(endsAt: number | undefined, days: number, now: number): string | undefined {
  if (endsAt === undefined) return `there was no certificate to last ${days} days: it came over plain HTTP`;
  if (endsAt - now >= days * dayMs) return undefined;
  const left = Math.floor((endsAt - now) / dayMs);
  return `its certificate ends on ${new Date(endsAt).toISOString().slice(0, 10)}, in ${left} days, not ${days} or more`;
}

function contentOf(body: unknown, headers: Readonly<Record<string, string>>) {
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) return { headers, body };
  return { headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const describeIssue = ({ path, message }: { path: PropertyKey[]; message: string }) =>
  path.length > 0 ? `${path.map(String).join('.')}: ${message}` : message;

const excerptOf = (body: string): StepEvidence[] =>
  body.trim() === '' ? [] : [{ label: 'answer', value: body.replace(/\s+/g, ' ').trim().slice(0, 200) }];

/** Node's error codes in plain words; the code stays, for those who search for it. */
function explain(cause: unknown): string {
  const { code, message } = cause as { code?: string; message?: string };
  if (code === 'ECONNREFUSED') return 'connection refused (ECONNREFUSED)';
  if (code === 'ECONNRESET') return 'connection reset (ECONNRESET)';
  if (code === 'ENOTFOUND') return 'unknown host (ENOTFOUND)';
  return code ? `${message ?? ''} (${code})`.trim() : (message ?? String(cause));
}
