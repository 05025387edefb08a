import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { canaryName } from '@tocsin/workflow';
import type { Tocsin } from '../harness/tocsin.ts';

const workflow = 'design-viewer';

/** A failed run of the workflow's canary as EventBridge tells of it; its report lies in S3. */
export async function failedRun({ cloud }: Pick<Tocsin, 'cloud'>, at: Date): Promise<object> {
  const { artifactBucket: bucket, messaging } = cloud;
  const key = `canary/us-east-1/${workflow}/${at.toISOString()}`;
  const ended = at.toISOString();
  const step = (stepName: string, failureReason: string | null) => ({
    stepName,
    startTime: ended,
    endTime: ended,
    status: failureReason === null ? 'PASSED' : 'FAILED',
    failureReason,
  });
  const steps = [step('sign-in', null), step('upload', null), step('translate', 'translation-queue: 503')];
  const s3 = new S3Client({ ...messaging.client, forcePathStyle: true });
  await s3.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: `${key}/SyntheticsReport-FAILED.json`,
      Body: JSON.stringify({ endTime: ended, customerScript: { endTime: ended, steps } }),
    }),
  );
  s3.destroy();
  return {
    version: '0',
    id: `run-${at.getTime()}`,
    'detail-type': 'Synthetics Canary TestRun Failure',
    source: 'aws.synthetics',
    account: '000000000000',
    region: 'us-east-1',
    time: at.toISOString().replace(/\.\d+Z$/, 'Z'),
    resources: [],
    detail: {
      'canary-name': canaryName({ stage: 'test', workflow }),
      'canary-run-id': `run-${at.getTime()}`,
      'artifact-location': `s3://${bucket}/${key}/`,
      'test-run-status': 'FAILED',
      'state-reason': '"translation-queue: 503 for step: translate"',
      'canary-run-timeline': { started: at.getTime() / 1_000 - 20, completed: at.getTime() / 1_000 },
    },
  };
}
