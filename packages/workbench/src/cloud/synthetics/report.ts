import { type CanaryRun, type CanaryStep, failureReason, stepsRun } from './run.ts';

/**
 * `SyntheticsReport-PASSED.json` / `-FAILED.json`.
 *
 * Layout: https://github.com/DefinitelyTyped/DefinitelyTyped/tree/master/types/synthetics (SyntheticsReport). Steps that were
 * not tried are absent. Of a step without a page the screenshots are null.
 */
export function syntheticsReport(run: CanaryRun) {
  const reason = failureReason(run);
  const steps = stepsRun(run);
  const firstFailed = steps.findIndex((step) => step.status === 'failed');
  return {
    canaryName: run.canary,
    startTime: run.startedAt.toISOString(),
    endTime: run.endedAt.toISOString(),
    timeSpentInResetInMs: 0,
    timeSpentInLaunchInMs: 0,
    timeSpentInSetUpInMs: 0,
    // These two tell of the runtime, not of the script: AWS's own samples say PASSED for a script that failed.
    executionStatus: run.runtimeError === undefined ? 'PASSED' : 'FAILED',
    executionError: run.runtimeError ?? null,
    customerScript: {
      startTime: run.startedAt.toISOString(),
      endTime: run.endedAt.toISOString(),
      status: run.runtimeError !== undefined ? 'NO_RESULT' : run.result.ok ? 'PASSED' : 'FAILED',
      failureReason: reason ?? null,
      metricsPublished: true,
      requests: run.result.requests ?? { failed: 0, _2xx: 0, _3xx: 0, _4xx: 0, _5xx: 0 },
      steps: steps.map((step, index) => ({
        stepNum: index + 1,
        stepName: step.name,
        startTime: step.startedAt,
        endTime: step.endedAt,
        status: step.status === 'passed' ? 'PASSED' : 'FAILED',
        failureReason: step.status === 'passed' ? null : (step.reason ?? 'Step failed'),
        metricsPublished: true,
        ...(step.sourceUrl === undefined ? {} : { sourceUrl: step.sourceUrl, destinationUrl: step.destinationUrl }),
        screenshots: screenshotsOf(step),
      })),
      reports: [],
      nonStepScreenshots: [],
    },
    configuration: configuration(run, firstFailed !== -1 && firstFailed < steps.length - 1),
  };
}

function screenshotsOf({ screenshots = [] }: CanaryStep) {
  return screenshots.length === 0 ? null : screenshots.map((one) => ({ ...one, visualTestResult: null }));
}

function configuration({ result: { settings } }: CanaryRun, wentOn: boolean) {
  const step = settings?.step;
  return {
    screenshotConfiguration: {
      screenshotOnStepStart: step?.screenshotOnStepStart ?? false,
      screenshotOnStepSuccess: step?.screenshotOnStepSuccess ?? false,
      screenshotOnStepFailure: step?.screenshotOnStepFailure ?? false,
    },
    artifactConfiguration: { harFile: settings?.har ?? false, stepsReport: step?.stepsReport ?? true },
    reportingConfiguration: {
      includeRequestHeaders: false,
      includeResponseHeaders: false,
      includeUrlPassword: false,
      restrictedHeaders: [],
      includeRequestBody: false,
      includeResponseBody: false,
      restrictedUrlParameters: [],
    },
    loggingConfiguration: {
      logRequest: false,
      logResponse: false,
      logResponseBody: false,
      logRequestBody: false,
      logRequestHeaders: false,
      logResponseHeaders: false,
    },
    executionConfiguration: {
      continueOnStepFailure: step?.continueOnStepFailure ?? wentOn,
      continueOnHttpStepFailure: true,
    },
    stepMetricsConfiguration: { stepSuccessMetric: true, stepDurationMetric: true },
    canaryMetricsConfiguration: {
      failedCanaryMetric: true,
      failedRequestsMetric: true,
      _2xxMetric: true,
      _4xxMetric: true,
      _5xxMetric: true,
    },
    visualMonitoringConfiguration: {
      visualCompareWithBaseRun: false,
      failCanaryRunOnVisualVariance: false,
      varianceHighlightHexColor: '#fafa00',
      visualVarianceThreshold: 0,
    },
  };
}
