import type { StepEvidence } from '@tocsin/workflow';
import { resolve } from '../context.ts';
import { CheckError } from '../errors.ts';
import type { DynamodbProbe } from '../probe.ts';
import type { ProbeTools } from '../run-probe.ts';
import { clientSettings, describeAwsError } from './aws.ts';

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
  const client = new DynamoDBClient(clientSettings(probe, run));
  const startedAt = run.now();
  try {
    const { Item } = await DynamoDBDocumentClient.from(client).send(
      new GetCommand({
        TableName: resolve(probe.table, run),
        Key: key,
        ConsistentRead: probe.consistency !== 'eventual',
        ...projectionOf(attributesOf(probe, key)),
      }),
      { abortSignal: signal },
    );
    return Item;
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    throw new CheckError(`${what} cannot be read: ${describeAwsError(cause)} after ${run.now() - startedAt} ms`, {
      cause,
    });
  } finally {
    client.destroy();
  }
}

/** What is read of a record, and all that the canary's role may read: the key, and what `expect` speaks of. */
export function attributesOf({ expect }: DynamodbProbe, key: Readonly<Record<string, unknown>>): string[] {
  return [...new Set([...Object.keys(key), expect.statusAttribute ?? 'status', expect.timeAttribute ?? 'updatedAt'])];
}

function projectionOf(attributes: readonly string[]) {
  return {
    ProjectionExpression: attributes.map((_, index) => `#a${index}`).join(', '),
    ExpressionAttributeNames: Object.fromEntries(attributes.map((name, index) => [`#a${index}`, name])),
  };
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
