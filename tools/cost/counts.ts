import { workflows } from '@tocsin/catalog';
import { type AlarmSpec, alarmSpecs, canaryNames, type Workflow } from '@tocsin/workflow';
import type { PriceName } from './prices.ts';

/** So much of something that has a price, and where the count comes from. */
export interface Count {
  readonly what: string;
  readonly count: number;
  readonly price: PriceName;
  readonly from: string;
}

const minutes = 30 * 24 * 60;

/** What a stage does while nothing happens, canaries and their alarms left out, in a month of 30 days. */
export const idleMonth: readonly Count[] = [
  // Five pollers a queue, each asking every 20 s (Lambda developer guide, "Using Lambda with Amazon SQS").
  { what: 'Lambda polls intake’s queue', count: 5 * 3 * minutes, price: 'queue', from: '5 pollers, 20 s' },
  { what: 'Lambda polls four FIFO queues', count: 4 * 5 * 3 * minutes, price: 'fifoQueue', from: '5 pollers, 20 s' },
  { what: 'alarms on Tocsin itself', count: 26, price: 'alarm', from: 'test/infra/health.ts' },
  { what: 'how late the tick is', count: 1, price: 'metric', from: 'what else it measures of itself: while it works' },
  { what: 'the schedule of the tick', count: minutes, price: 'schedule', from: 'one a minute' },
  { what: 'the tick runs', count: minutes, price: 'lambdaRequest', from: 'one a minute' },
  {
    what: 'the tick computes',
    count: minutes * 0.1 * 0.5,
    price: 'lambdaArm',
    from: '0.1 s of 512 MB (an assumption)',
  },
  { what: 'the tick looks for what is due', count: minutes, price: 'tableRead', from: 'one query' },
  { what: 'the tick is traced', count: minutes, price: 'trace', from: 'one a run' },
  { what: 'the dashboard on Tocsin itself', count: 1, price: 'dashboard', from: 'an account’s first three are free' },
  { what: 'logs', count: 0.05, price: 'logs', from: '1 KB a tick (an assumption)' },
];

/** What one workflow costs in a month, beside the above: its canaries, their runs, its alarms. */
export function workflowMonth(workflow: Workflow): Count[] {
  const canaries = canaryNames(workflow, { stage: 'prod' }).length;
  const runs = canaries * minutes;
  const steps = workflow.steps.length;
  const soft = workflow.steps.flatMap((step) => step.needs.filter(({ kind }) => kind === 'soft')).length;
  const specs = alarmSpecs(workflow, { stage: 'prod' });
  const alarms = specs
    .filter(({ type }) => type !== 'composite')
    .map((spec) => ({ quick: isQuick(spec), metrics: metricsOf(spec) }));
  const sum = (quick: boolean) =>
    alarms.filter((one) => one.quick === quick).reduce((all, { metrics }) => all + metrics, 0);
  const all: Count[] = [
    { what: 'canary runs', count: runs, price: 'canaryRun', from: `${canaries} each minute` },
    { what: 'their Lambda requests', count: runs, price: 'lambdaRequest', from: 'one a run' },
    { what: 'their compute', count: runs * 3 * 0.9375, price: 'lambdaX86', from: '3 s of 960 MB (an assumption)' },
    { what: 'their reports', count: runs, price: 'objectPut', from: 'one a run' },
    { what: 'their metrics are put', count: runs, price: 'putMetrics', from: 'one request a run' },
    { what: 'metrics of our own', count: 1 + 2 * steps + soft, price: 'metric', from: 'Failed, Dead, Degraded' },
    { what: 'alarms', count: sum(false), price: 'alarm', from: 'alarmSpecs, by metric' },
    { what: 'alarms of high resolution', count: sum(true), price: 'quickAlarm', from: 'alarmSpecs, by metric' },
    {
      what: 'composite alarms',
      count: specs.filter(({ type }) => type === 'composite').length,
      price: 'compositeAlarm',
      from: 'alarmSpecs',
    },
  ];
  return all.filter(({ count }) => count > 0);
}

const isQuick = (spec: AlarmSpec): boolean => spec.type !== 'composite' && spec.periodSeconds < 60;

const metricsOf = (spec: AlarmSpec): number =>
  spec.type === 'math' ? spec.queries.filter((query) => 'metric' in query).length : 1;

/**
 * One incident from its alarm to its resolution as `npm run bench -- --only life` counts it, less what the tick asks each
 * minute, incident or not. test/bench/counts.test.ts holds it to what is counted.
 */
export const perIncident = { reads: 17.5, writes: 99, runs: 34, messages: 7 } as const;

export const incident: readonly Count[] = [
  { what: 'table reads', count: perIncident.reads, price: 'tableRead', from: 'dynamodb-units-per-incident' },
  { what: 'table writes', count: perIncident.writes, price: 'tableWrite', from: 'dynamodb-units-per-incident' },
  {
    what: 'functions run',
    count: perIncident.runs,
    price: 'lambdaRequest',
    from: 'function-runs-per-incident',
  },
  {
    what: 'functions compute',
    count: perIncident.runs * 0.5 * 0.5,
    price: 'lambdaArm',
    from: '0.5 s of 512 MB each (an assumption)',
  },
  {
    what: 'queue requests',
    count: 3 * perIncident.messages,
    price: 'fifoQueue',
    from: 'send, receive and delete a message',
  },
  { what: 'functions are traced', count: perIncident.runs, price: 'trace', from: 'one a run' },
  { what: 'pages', count: 2, price: 'topic', from: 'the owner’s and one repeated' },
  { what: 'logs', count: (5 * perIncident.runs) / 1_000_000, price: 'logs', from: '5 KB a run (an assumption)' },
];

export const watched: readonly Workflow[] = workflows;
