import type { Datum } from '@tocsin/alarm-evaluation';
import type { Place } from '../aws.ts';
import { type CloudEvent, cloudEvent } from '../eventbridge/event.ts';
import { type CanaryRun, failureReason, stepsRun } from './run.ts';

const namespace = 'CloudWatchSynthetics';

/**
 * The metrics of a run: of the canary, stamped with the run's start, and of each step that ran, stamped with its end. A step
 * that did not run has no datapoint.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_metrics.html
 */
export function runMetrics(run: CanaryRun): Datum[] {
  const ofCanary = { namespace, dimensions: { CanaryName: run.canary }, at: run.startedAt };
  return [
    { ...ofCanary, name: 'SuccessPercent', value: run.result.ok ? 100 : 0 },
    { ...ofCanary, name: 'Duration', value: run.endedAt.getTime() - run.startedAt.getTime() },
    { ...ofCanary, name: 'Failed', value: run.result.ok ? 0 : 1 },
    ...stepsRun(run).flatMap((step) => {
      const at = new Date(step.endedAt);
      const ofStep = { namespace, dimensions: { CanaryName: run.canary, StepName: step.name }, at };
      return [
        { ...ofStep, name: 'SuccessPercent', value: step.status === 'passed' ? 100 : 0 },
        { ...ofStep, name: 'Duration', value: at.getTime() - new Date(step.startedAt).getTime() },
      ];
    }),
  ];
}

/** `canary/REGION/NAME-SUFFIX/YYYY/MM/DD/HH/MM-SS-mmm`, by the run's start in UTC; without a slash at either end. */
export function artifactPrefix(run: CanaryRun, canaryId: string, { region }: Place): string {
  const [year, month, day, hour, minute, second, ms] = run.startedAt.toISOString().match(/\d+/g) ?? [];
  const suffix = `${canaryId.slice(15, 18)}-${canaryId.slice(24)}`;
  return `canary/${region}/${run.canary}-${suffix}/${year}/${month}/${day}/${hour}/${minute}-${second}-${ms}`;
}

/**
 * The event of a run that is over. There is no step in it but in the text.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/monitoring-events-eventbridge.html
 */
export function runEvent(
  run: CanaryRun,
  about: { readonly eventId: string; readonly canaryId: string; readonly bucket: string; readonly place: Place },
): CloudEvent {
  const { canaryId, bucket, place } = about;
  const reason = failureReason(run);
  return cloudEvent({
    id: about.eventId,
    type: `Synthetics Canary TestRun ${run.result.ok ? 'Successful' : 'Failure'}`,
    source: 'aws.synthetics',
    ...place,
    at: run.endedAt,
    resources: [],
    detail: {
      'account-id': place.account,
      'canary-id': canaryId,
      'canary-name': run.canary,
      'canary-run-id': run.id,
      'artifact-location': `${bucket}/${artifactPrefix(run, canaryId, place)}`,
      'test-run-status': run.result.ok ? 'PASSED' : 'FAILED',
      // The string "null" on success, and text in quotation marks of its own on failure: AWS's quirks.
      'state-reason': reason === undefined ? 'null' : JSON.stringify(reason),
      'canary-run-timeline': { started: run.startedAt.getTime() / 1000, completed: run.endedAt.getTime() / 1000 },
      message: 'Test run result is generated successfully',
    },
  });
}
