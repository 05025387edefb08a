import { type CanaryRun, failureReason, stepsRun } from './run.ts';

/**
 * `SyntheticsReport-PASSED.json` / `-FAILED.json` of a canary without a browser.
 *
 * Layout: https://github.com/DefinitelyTyped/DefinitelyTyped/tree/master/types/synthetics (SyntheticsReport). Steps that were
 * not tried are absent; screenshots and HTTP counts are what such a canary has: none.
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
      requests: { failed: 0, _2xx: 0, _3xx: 0, _4xx: 0, _5xx: 0 },
      steps: steps.map((step, index) => ({
        stepNum: index + 1,
        stepName: step.name,
        startTime: step.startedAt,
        endTime: step.endedAt,
        status: step.status === 'passed' ? 'PASSED' : 'FAILED',
        failureReason: step.status === 'passed' ? null : (step.reason ?? 'Step failed'),
        metricsPublished: true,
        screenshots: null,
      })),
      reports: [],
      nonStepScreenshots: [],
    },
    configuration: configuration(firstFailed !== -1 && firstFailed < steps.length - 1),
  };
}

function configuration(continueOnStepFailure: boolean) {
  return {
    screenshotConfiguration: {
      screenshotOnStepStart: false,
      screenshotOnStepSuccess: false,
      screenshotOnStepFailure: false,
    },
    artifactConfiguration: { harFile: false, stepsReport: true },
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
    executionConfiguration: { continueOnStepFailure, continueOnHttpStepFailure: true },
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
