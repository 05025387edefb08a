import type { Figure } from './figure.ts';

/** Figures as lines that a person can read. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, value, unit, ratio, against, aim }) => [
    name,
    `${value} ${unit}`,
    ratio === undefined ? '' : `${ratio} of ${against}`,
    aim === undefined ? '' : `aim ${aim}`,
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
