import type { Percentiles, ScenarioReport } from './report.ts';

const headings = [
  'scenario',
  'seeds',
  'found',
  'p50',
  'p95',
  'max',
  'target',
  'step',
  'dependency',
  'pages',
  'reset',
  'budget',
  '',
];

/** Reports as a table for people: times in seconds, `–` where there is nothing to tell. */
export function inTable(reports: readonly ScenarioReport[]): string {
  const rows = [headings, ...reports.map(rowOf)];
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Where nothing is promised within a minute, and why: a line for each workflow and reason. */
export function withoutTarget(reports: readonly ScenarioReport[]): string[] {
  const lines = reports.flatMap(({ name, noTarget }) =>
    noTarget === null ? [] : [`No target for ${name.split('/')[0]}: ${noTarget}.`],
  );
  return [...new Set(lines)];
}

function rowOf(report: ScenarioReport): string[] {
  const { detectionSeconds: found, resetSeconds: reset } = report;
  const figure = (of: Percentiles | null, key: keyof Percentiles) => (of === null ? '–' : `${of[key]}`);
  return [
    report.name,
    `${report.seeds}`,
    `${Math.round(report.recall * 100)} %`,
    figure(found, 'p50'),
    figure(found, 'p95'),
    figure(found, 'max'),
    report.targetSeconds === null ? '–' : `${report.targetSeconds}`,
    report.namedStep ?? '–',
    report.namedDependency ?? '–',
    `${report.pages}`,
    figure(reset, 'p50'),
    report.budgetSpent === null ? '–' : `${(report.budgetSpent * 100).toFixed(1)} %`,
    report.ok ? '' : `MISSED ${report.misses[0]}`,
  ];
}
