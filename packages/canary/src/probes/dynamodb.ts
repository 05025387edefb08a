import type { StepEvidence } from '@tocsin/workflow';
import { resolve } from '../context.ts';
import { CheckError } from '../errors.ts';
import type { DynamodbProbe } from '../probe.ts';
import type { ProbeTools } from '../run-probe.ts';

type DynamoRecord = Readonly<Record<string, unknown>>;

export async function runDynamodb(probe: DynamodbProbe, { run, signal }: ProbeTools): Promise<readonly StepEvidence[]> {
  const { expect } = probe;
  const key = resolve(probe.key, run);
  const what = `record ${Object.values(key).join('/')} in ${resolve(probe.table, run)}`;
  const record = await read(probe, key, what, { run, signal });
  if (!record) {
    if (expect.exists) throw new CheckError(`no ${what}`, { evidence: [{ label: what, value: 'missing' }] });
    return [{ label: what, value: 'absent, as expected' }];
  }
  if (!expect.exists) throw new CheckError(`${what} exists`, { evidence: [{ label: what, value: 'exists' }] });

  const found: unknown = record[expect.statusAttribute ?? 'status'];
  const status = found === undefined || typeof found === 'string' ? found : JSON.stringify(found);
  const written = toMs(record[expect.timeAttribute ?? 'updatedAt']);
  const age = written === undefined ? undefined : run.now() - written;
  const evidence: StepEvidence[] = [
    ...(status === undefined ? [] : [{ label: 'record status', value: status }]),
    ...(age === undefined ? [] : [{ label: 'record age', value: duration(age) }]),
  ];
  const problems: string[] = [];
  if (expect.status !== undefined && status !== expect.status) {
    problems.push(`has status ${status ?? 'none'}, not ${expect.status}`);
  }
  const dated = expect.freshWithinMs !== undefined || expect.writtenSince !== undefined;
  if (dated && (written === undefined || age === undefined)) {
    problems.push(`does not say in "${expect.timeAttribute ?? 'updatedAt'}" when it was written`);
  } else if (written !== undefined && age !== undefined) {
    const since = expect.writtenSince === undefined ? undefined : toMs(resolve(expect.writtenSince, run));
    if (expect.freshWithinMs !== undefined && age > expect.freshWithinMs) {
      problems.push(`is stale: ${duration(age)} old, over the limit of ${duration(expect.freshWithinMs)}`);
    } else if (since !== undefined && written < since) {
      problems.push(
        `is stale: written ${duration(since - written)} before what this run expects, ${duration(age)} old`,
      );
    }
  }
  if (problems.length > 0) throw new CheckError(`${what} ${problems.join(' and ')}`, { evidence });
  return evidence;
}

async function read(
  probe: DynamodbProbe,
  key: Readonly<Record<string, string | number>>,
  what: string,
  { run, signal }: Pick<ProbeTools, 'run' | 'signal'>,
): Promise<DynamoRecord | undefined> {
  // Loaded here, so that a workflow without such a probe does not pay for the SDK.
  const [{ DynamoDBClient }, { DynamoDBDocumentClient, GetCommand }] = await Promise.all([
    import('@aws-sdk/client-dynamodb'),
    import('@aws-sdk/lib-dynamodb'),
  ]);
  const endpoint = resolve(probe.endpoint, run);
  const region = resolve(probe.region, run) ?? run.environment['AWS_REGION'];
  const client = new DynamoDBClient({
    maxAttempts: 1,
    ...(region === undefined ? {} : { region }),
    // An endpoint of one's own is a local one: it asks for no account, but the SDK wants something to sign with.
    ...(endpoint === undefined ? {} : { endpoint, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }),
  });
  const startedAt = run.now();
  try {
    const { Item } = await DynamoDBDocumentClient.from(client).send(
      new GetCommand({ TableName: resolve(probe.table, run), Key: key, ConsistentRead: true }),
      { abortSignal: signal },
    );
    return Item;
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    const { name, code, $metadata } = cause as {
      name?: string;
      code?: string;
      $metadata?: { httpStatusCode?: number };
    };
    const status = $metadata?.httpStatusCode === undefined ? '' : `HTTP ${$metadata.httpStatusCode}, `;
    throw new CheckError(
      `${what} cannot be read: ${status}${code ?? name ?? String(cause)} after ${run.now() - startedAt} ms`,
      { cause },
    );
  } finally {
    client.destroy();
  }
}

function toMs(value: unknown): number | undefined {
  const ms = typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isFinite(ms) ? ms : undefined;
}

function duration(ms: number): string {
  if (ms < 10_000) return `${Math.round(ms)} ms`;
  if (ms < 600_000) return `${Math.round(ms / 1_000)} s`;
  return `${Math.round(ms / 60_000)} min`;
}
