import { workflows } from '@tocsin/catalog';
import {
  type AlarmSpec,
  alarmSpecs,
  heartbeatAlarm,
  type MathQuery,
  type Reach,
  type ServiceLevelSpec,
  serviceLevel,
  silenceAlarms,
  sloAlarms,
  slosOf,
  tickInvocations,
  type Workflow,
} from '@tocsin/workflow';
import type { Functions } from './functions.ts';
import type { Messaging } from './messaging.ts';

interface Needs {
  readonly messaging: Messaging;
  readonly functions: Functions;
  /** Those whose canary is deployed. */
  readonly watched: readonly Workflow[];
}

/** Every alarm that derives from the catalog, with the objectives that Application Signals keeps, and the heartbeat. */
export function alarms({ messaging, functions, watched }: Needs): void {
  const stage = $app.stage;
  const levels = workflows.flatMap((workflow) =>
    slosOf(workflow).flatMap((subject) => serviceLevel(subject, { stage }) ?? []),
  );
  const made = new Map<string, $util.Resource>(levels.map((level) => [level.name, serviceLevelObjective(level)]));
  // The name is known when the function is there; what is transcribed here may be an output like any other input.
  const ticks = tickInvocations(functions.tick.name as unknown as string);
  const specs = [
    ...workflows.flatMap((workflow) => alarmsOf(workflow, watched.includes(workflow), stage)),
    heartbeatAlarm({ stage, ticks }),
  ];
  for (const spec of specs) made.set(spec.name, alarm(spec, messaging.pages.arn, made));
}

/** Without its canary, what the canary measures has no alarms: they would be silent, and paid for. */
function alarmsOf(workflow: Workflow, isWatched: boolean, stage: string): AlarmSpec[] {
  if (isWatched) return [...alarmSpecs(workflow, { stage }), ...silenceAlarms(workflow, { stage })];
  const measuredElsewhere = slosOf(workflow).filter(({ slo }) => slo.from.type !== 'canary');
  return measuredElsewhere.flatMap((subject) => sloAlarms(subject, { stage }));
}

function alarm(spec: AlarmSpec, pages: $util.Input<string>, made: ReadonlyMap<string, $util.Resource>): $util.Resource {
  const resource = resourceName(spec.name);
  if (spec.type !== 'composite') return metricAlarm(resource, spec, pages);
  // CloudWatch refuses a rule that names an alarm which is not there.
  const dependsOn = [...made].flatMap(([name, child]) => (spec.rule.includes(`"${name}"`) ? [child] : []));
  const args = { ...commonOf(spec, pages), alarmName: spec.name, alarmRule: spec.rule };
  return new aws.cloudwatch.CompositeAlarm(resource, args, { dependsOn });
}

function commonOf({ description, actions, tags }: AlarmSpec, pages: $util.Input<string>) {
  const reached = (reach: Reach) => (reach === 'page' ? [pages] : []);
  return {
    alarmDescription: description,
    alarmActions: reached(actions.alarm),
    okActions: reached(actions.ok),
    insufficientDataActions: reached(actions.missing),
    tags: { ...tags },
  };
}

/** An alarm on a metric or on metric math, from its spec; `pages` is the topic of those that page by themselves. */
export function metricAlarm(
  resource: string,
  spec: Exclude<AlarmSpec, { type: 'composite' }>,
  pages: $util.Input<string>,
): $util.Resource {
  return new aws.cloudwatch.MetricAlarm(resource, {
    ...commonOf(spec, pages),
    name: spec.name,
    ...(spec.type === 'metric'
      ? {
          namespace: spec.metric.namespace,
          metricName: spec.metric.name,
          dimensions: { ...spec.metric.dimensions },
          statistic: spec.statistic,
          period: spec.periodSeconds,
        }
      : { metricQueries: spec.queries.map((query) => queryOf(query, spec.periodSeconds)) }),
    evaluationPeriods: spec.evaluationPeriods,
    datapointsToAlarm: spec.datapointsToAlarm,
    threshold: spec.threshold,
    comparisonOperator: spec.comparison,
    treatMissingData: spec.treatMissingData,
  });
}

function queryOf(query: MathQuery, period: number) {
  if (!('metric' in query))
    return { id: query.id, expression: query.expression, label: query.label, returnData: query.returned };
  const { namespace, name: metricName, dimensions } = query.metric;
  const metric = { namespace, metricName, dimensions: { ...dimensions }, stat: query.statistic, period };
  return { id: query.id, metric, returnData: false };
}

/**
 * By CloudFormation, for Pulumi's AWS provider that SST brings knows no such resource.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-applicationsignals-servicelevelobjective.html
 */
function serviceLevelObjective(level: ServiceLevelSpec): $util.Resource {
  const { service, operation, metricType, threshold } = level;
  const Properties = {
    Name: level.name,
    Description: level.description,
    RequestBasedSli: {
      RequestBasedSliMetric: {
        KeyAttributes: service,
        ...(operation === undefined ? {} : { OperationName: operation }),
        MetricType: metricType,
      },
      ...(threshold === undefined ? {} : { MetricThreshold: threshold, ComparisonOperator: 'LessThanOrEqualTo' }),
    },
    Goal: {
      Interval: { RollingInterval: { DurationUnit: 'DAY', Duration: level.days } },
      AttainmentGoal: level.attainmentGoal,
    },
    BurnRateConfigurations: level.burnRateMinutes.map((LookBackWindowMinutes) => ({ LookBackWindowMinutes })),
    Tags: Object.entries(level.tags).map(([Key, Value]) => ({ Key, Value })),
  };
  return new aws.cloudformation.Stack(resourceName(level.name), {
    name: level.name.replace(/[^A-Za-z0-9-]+/g, '-'),
    templateBody: JSON.stringify({
      Resources: { Objective: { Type: 'AWS::ApplicationSignals::ServiceLevelObjective', Properties } },
    }),
  });
}

/** `tocsin/prod/checkout/slo-page/pay` is `CheckoutSloPagePayAlarm` here: the stage is that of the whole program. */
function resourceName(name: string): string {
  const parts = name.split(/[/.]/).filter((part) => part !== 'tocsin' && part !== $app.stage);
  return `${parts.map((part) => part.replace(/(^|-)([a-z0-9])/g, (_, _dash, letter: string) => letter.toUpperCase())).join('')}Alarm`;
}
