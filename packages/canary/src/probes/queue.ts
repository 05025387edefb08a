import type { StepEvidence } from '@tocsin/workflow';
import { resolve } from '../context.ts';
import { CheckError } from '../errors.ts';
import type { QueueProbe } from '../probe.ts';
import type { ProbeTools } from '../run-probe.ts';
import { clientSettings, describeAwsError } from './aws.ts';

export async function runQueue(probe: QueueProbe, { run, signal }: ProbeTools): Promise<readonly StepEvidence[]> {
  const { expect } = probe;
  const url = resolve(probe.queue, run);
  const what = `queue ${url.split('/').at(-1)}`;
  const { waiting, inFlight } = await depthOf(probe, { url, what, run, signal });
  const evidence = [
    { label: `${what} waiting`, value: `${waiting}` },
    { label: `${what} in flight`, value: `${inFlight}` },
  ];
  const problems = [...over(waiting, expect.maxWaiting, 'waiting'), ...over(inFlight, expect.maxInFlight, 'in flight')];
  if (problems.length > 0) throw new CheckError(`${what} has ${problems.join(' and ')}`, { evidence });
  return evidence;
}

function over(found: number, limit: number | undefined, state: string): string[] {
  if (limit === undefined || found <= limit) return [];
  return [`${found} messages ${state}, over the limit of ${limit}`];
}

async function depthOf(
  probe: QueueProbe,
  { url, what, run, signal }: { url: string; what: string } & Pick<ProbeTools, 'run' | 'signal'>,
): Promise<{ waiting: number; inFlight: number }> {
  // Loaded here, so that a workflow without such a probe does not pay for the SDK.
  const { SQSClient, GetQueueAttributesCommand } = await import('@aws-sdk/client-sqs');
  const client = new SQSClient(clientSettings(probe, run));
  const startedAt = run.now();
  try {
    const { Attributes = {} } = await client.send(
      new GetQueueAttributesCommand({
        QueueUrl: url,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
      { abortSignal: signal },
    );
    const count = (text: string | undefined) => Number(text ?? Number.NaN);
    return {
      waiting: count(Attributes['ApproximateNumberOfMessages']),
      inFlight: count(Attributes['ApproximateNumberOfMessagesNotVisible']),
    };
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    throw new CheckError(`${what} cannot be asked: ${describeAwsError(cause)} after ${run.now() - startedAt} ms`, {
      cause,
    });
  } finally {
    client.destroy();
  }
}
