import { describeAlarm, tagsOf } from '../alarms/describe.ts';
import type { AlarmActions, AlarmSpec, Evaluation, MathQuery } from '../alarms/spec.ts';
import type { Step, Workflow } from '../model.ts';
import { type AlarmKind, alarmName, partName } from '../names.ts';
import { type BurnRateRow, burnRateOf, burnRateRows, leastBad, thresholdOf, windowLabel } from './burn-rates.ts';
import { sloName } from './service-level.ts';
import { type Counts, countsOf, type SloSubject } from './sli.ts';

/** The objectives of a workflow: its own, then those of its steps. */
export function slosOf(workflow: Workflow): SloSubject[] {
  return [
    { workflow, slo: workflow.slo },
    ...workflow.steps.flatMap(({ id, slo }) => (slo ? [{ workflow, step: id, slo }] : [])),
  ];
}

/** A share of requests that only an outage explains, over half a minute of at least so many: no blip is as long. */
export const outage = { share: 0.9, windowSeconds: 30, leastRequests: 10 } as const;

/**
 * The alarms of an objective.
 *
 *     slo-page    (1h AND 5m) OR (6h AND 30m)   a composite of one alarm a window
 *     slo-ticket  3d AND 6h
 *     outage      nearly everything fails for half a minute, looked at every 10 s: where the metric's resolution allows
 *
 * A row that the objective puts out of reach (a burn rate of more than everything) is left out.
 */
export function sloAlarms(subject: SloSubject, { stage }: { readonly stage: string }): AlarmSpec[] {
  const counts = countsOf(subject, { stage });
  const severities = (['page', 'ticket'] as const).flatMap((severity) => {
    const rows = reachableRows(subject).filter((row) => row.severity === severity);
    return rows.length === 0 ? [] : burnRateAlarm({ subject, stage, severity, rows, counts });
  });
  return [...severities, ...(counts && isHighResolution(subject) ? [outageAlarm(subject, stage, counts)] : [])];
}

export const reachableRows = ({ slo }: SloSubject): BurnRateRow[] =>
  burnRateRows.filter((row) => thresholdOf(slo, row) < 1);

export const isHighResolution = ({ slo: { from, sli } }: SloSubject): boolean =>
  from.type === 'metrics' && from.resolution === 'high' && sli === 'availability';

interface Severity {
  readonly subject: SloSubject;
  readonly stage: string;
  readonly severity: BurnRateRow['severity'];
  readonly rows: readonly BurnRateRow[];
  readonly counts: Counts | undefined;
}

function burnRateAlarm({ subject, stage, severity, rows, counts }: Severity): AlarmSpec[] {
  const part = (row: BurnRateRow, seconds: number, least: number): AlarmSpec => {
    const window = `${severity}-${windowLabel(seconds)}`;
    const { workflow, step } = aboutOf(subject);
    return {
      name: partName({ stage, workflow, window, ...(step === undefined ? {} : { step }) }),
      description: describe(subject, `Window ${windowLabel(seconds)} of ${severityName(subject, severity, stage)}.`),
      tags: tagsFor(subject, `slo-${severity}`),
      actions: partActions,
      ...burn(subject, { row, seconds, least, counts, stage }),
    };
  };
  const parts = rows.map((row) => [
    part(row, row.longSeconds, leastBad.long),
    part(row, row.shortSeconds, leastBad.short),
  ]);
  const fires = parts.map((pair) => `(${pair.map(({ name }) => `ALARM("${name}")`).join(' AND ')})`).join(' OR ');
  const rates = rows.map((row) => `${round(burnRateOf(subject.slo, row))} times over ${windowLabel(row.longSeconds)}`);
  return [
    ...parts.flat(),
    {
      type: 'composite',
      name: severityName(subject, severity, stage),
      description: describe(subject, `${whose(subject)} spends its error budget ${rates.join(' or ')} too fast.`),
      rule: fires,
      tags: tagsFor(subject, `slo-${severity}`),
      actions: severity === 'page' ? pageActions : ticketActions,
    },
  ];
}

const severityName = (subject: SloSubject, severity: BurnRateRow['severity'], stage: string): string =>
  alarmName({ stage, ...aboutOf(subject), kind: `slo-${severity}` });

interface Window {
  readonly row: BurnRateRow;
  readonly seconds: number;
  readonly least: number;
  readonly counts: Counts | undefined;
  readonly stage: string;
}

type Watched = Evaluation &
  (
    | { type: 'math'; queries: MathQuery[] }
    | Pick<Extract<AlarmSpec, { type: 'metric' }>, 'type' | 'metric' | 'statistic'>
  );

/** Without traffic no budget is spent, so what is missing does not breach: the dead man's switch tells of silence. */
function burn(subject: SloSubject, { row, seconds, least, counts, stage }: Window): Watched {
  const once = { evaluationPeriods: 1, datapointsToAlarm: 1, treatMissingData: 'notBreaching' } as const;
  const above = { comparison: 'GreaterThanThreshold' } as const;
  if (counts) {
    const threshold = thresholdOf(subject.slo, row);
    const ratio = `IF(${counts.bad} >= ${least}, (${counts.bad}) / (${counts.total}), 0)`;
    return { ...once, ...above, type: 'math', periodSeconds: seconds, threshold, queries: returning(counts, ratio) };
  }
  // Application Signals works the burn rate out itself, over any window, and puts it as a metric each minute.
  const dimensions = { SloName: sloName(subject, { stage }), BurnRateWindowMinutes: String(seconds / 60) };
  const metric = { namespace: 'AWS/ApplicationSignals', name: 'BurnRate', dimensions };
  const threshold = Number(burnRateOf(subject.slo, row).toPrecision(12));
  return { ...once, ...above, type: 'metric', statistic: 'Maximum', periodSeconds: 60, threshold, metric };
}

function outageAlarm(subject: SloSubject, stage: string, counts: Counts): AlarmSpec {
  const { share, windowSeconds, leastRequests } = outage;
  const ratio = `IF((${counts.total}) >= ${leastRequests}, (${counts.bad}) / (${counts.total}), 0)`;
  return {
    type: 'math',
    name: alarmName({ stage, ...aboutOf(subject), kind: 'outage' }),
    description: describe(
      subject,
      `Of ${whose(subject, 'the requests of ')}, ${share * 100} % have failed for half a minute.`,
    ),
    tags: tagsFor(subject, 'outage'),
    actions: pageActions,
    periodSeconds: windowSeconds,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    threshold: share,
    comparison: 'GreaterThanOrEqualToThreshold',
    treatMissingData: 'notBreaching',
    queries: returning(counts, ratio),
  };
}

const returning = ({ queries }: Counts, expression: string): MathQuery[] => [
  ...queries,
  { id: 'ratio', expression, label: 'bad / all', returned: true },
];

const pageActions: AlarmActions = {
  alarm: 'incident',
  ok: 'incident',
  missing: 'incident',
  reason: 'Tocsin opens the incident and pages; an action of its own would tell the same people twice',
};
const ticketActions: AlarmActions = {
  ...pageActions,
  reason: 'Tocsin opens an incident that pages nobody: at this rate the budget lasts for days',
};
const partActions: AlarmActions = {
  alarm: 'nobody',
  ok: 'nobody',
  missing: 'nobody',
  reason: 'one window proves nothing; the composite alarm looks at both',
};

const aboutOf = ({ workflow, step }: SloSubject) => ({
  workflow: workflow.id,
  ...(step === undefined ? {} : { step }),
});
const tagsFor = (subject: SloSubject, kind: AlarmKind) => tagsOf({ ...aboutOf(subject), kind });
const stepOf = ({ workflow, step }: SloSubject): Step | undefined => workflow.steps.find(({ id }) => id === step);
const describe = (subject: SloSubject, text: string) => describeAlarm(subject.workflow, text, stepOf(subject));
const round = (value: number): number => Math.round(value * 100) / 100;

function whose(subject: SloSubject, before = ''): string {
  const step = stepOf(subject);
  const { workflow, slo } = subject;
  const name = step ? `step "${step.title}" of "${workflow.title}"` : `"${workflow.title}"`;
  return before === ''
    ? `${name[0]?.toUpperCase()}${name.slice(1)} (${slo.sli} ${slo.objective} % in ${slo.window})`
    : `${before}${name}`;
}
