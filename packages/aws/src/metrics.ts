import type { Measure } from '@tocsin/app';
import { type ServiceMetric, serviceMetrics, serviceNamespace } from '@tocsin/workflow';

/**
 * Measures Tocsin itself: one line a call in CloudWatch's embedded metric format, from which CloudWatch Logs makes metrics. No
 * call waits for it, no permission is needed beyond the log's, and the line is a log line that says which incident it was.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function createMetrics(
  about: { readonly function: string; readonly stage: string; readonly now: () => Date },
  write: (line: string) => void = (line) => void process.stderr.write(`${line}\n`),
): Measure {
  return (measured, fields = {}) => {
    const names = (Object.keys(measured) as ServiceMetric[]).filter((name) => Number.isFinite(measured[name]));
    if (names.length === 0) return;
    const at = about.now();
    const directive = {
      Namespace: serviceNamespace,
      Dimensions: [['Stage', 'Function']],
      Metrics: names.map((name) => ({ Name: name, Unit: serviceMetrics[name] })),
    };
    write(
      JSON.stringify({
        _aws: { Timestamp: at.getTime(), CloudWatchMetrics: [directive] },
        time: at.toISOString(),
        level: 'info',
        message: 'measured',
        ...fields,
        Stage: about.stage,
        Function: about.function,
        ...Object.fromEntries(names.map((name) => [name, measured[name]])),
      }),
    );
  };
}
