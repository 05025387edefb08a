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
  const answer = await request({ url, method, headers, ...(body === undefined ? {} : { body }), signal }).catch(
    (cause: unknown) => {
      if (signal.aborted) throw signal.reason;
      throw new CheckError(`no answer after ${run.now() - startedAt} ms from ${what}: ${explain(cause)}`, { cause });
    },
  );
  const tookMs = run.now() - startedAt;
  const seen = `HTTP ${answer.status} after ${tookMs} ms from ${what}`;
  const evidence = [{ label: what, value: `HTTP ${answer.status}, ${tookMs} ms` }];
  const fail = (reason: string): never => {
    throw new CheckError(reason, { evidence: [...evidence, ...excerptOf(answer.body)] });
  };
  if (!isExpected(answer.status, expect.status)) fail(seen);
  if (expect.maxMs !== undefined && tookMs > expect.maxMs) {
    fail(`${seen}, over the limit of ${expect.maxMs} ms`);
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
