import { explainedRates, type SloExplanation, sloExplain } from '@tocsin/workflow';
import type { Answer } from '../answer.ts';
import { catalogAt, workflowCalled } from '../catalog.ts';
import { columns, type Paint } from '../paint.ts';

/** What the objectives of a workflow detect and how soon, by the formulas that its alarms derive from. */
export async function explainSlo(id: string, { catalog }: { readonly catalog: string }): Promise<Answer> {
  const slos = sloExplain(workflowCalled(await catalogAt(catalog).workflows(), id));
  return {
    code: 0,
    object: { ok: true, workflow: id, slos },
    words: (paint) => slos.map((slo) => wordsOf(slo, paint)).join('\n\n'),
  };
}

function wordsOf(slo: SloExplanation, { bold, dim, yellow }: Paint): string {
  const { workflow, step, sli, objective, window, source, budget, rows, fast, advice } = slo;
  const rates = explainedRates.map((rate) => `${rate * 100} % fail`);
  const table = rows.map((row) => [
    row.severity,
    `${row.long} and ${row.short}`,
    `${rounded(row.burnRate)}×`,
    row.reachable ? `${rounded(row.threshold * 100)} %` : 'never',
    `${rounded(row.budget * 100)} %`,
    ...row.detections.map(({ seconds }) => (seconds === null ? '–' : spanOf(seconds))),
  ]);
  return [
    `${bold(step === undefined ? workflow : `${workflow}/${step}`)}  ${sli} ${objective} % in ${window}, by ${source}`,
    `The budget is ${rounded(budget.share * 100)} %: ${Math.round(budget.minutes)} minutes of total outage.`,
    '',
    ...columns([['tells', 'windows', 'burn rate', 'fires above', 'budget spent', ...rates], ...table]),
    '',
    ...fast.map(
      ({ kind, averageSeconds, mostSeconds, how }) =>
        `${bold(kind)}: after ${spanOf(averageSeconds)}, at most ${spanOf(mostSeconds)} ${dim(`(${how})`)}`,
    ),
    ...advice.map((one) => yellow(`! ${one}`)),
  ].join('\n');
}

const rounded = (value: number): number => Number(value.toPrecision(3));

function spanOf(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${rounded(seconds / 3_600)} h`;
}
