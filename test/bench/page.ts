import type { Figure } from './figure.ts';
import { figureNames, requestKinds } from './names.ts';
import type { Run } from './run.ts';

const measurementOf = new Map(
  Object.entries(figureNames).flatMap(([measurement, names]) => names.map((name) => [name, measurement] as const)),
);

/**
 * The page with the rows of what was measured written anew, each with when that was and how busy the machine; rows of what
 * was not measured stay as they are. Its tables stand between `<!-- figures -->` or `<!-- answers -->` and `<!-- end -->`.
 */
export function pageWith(page: string, run: Run): string {
  const when = `${run.at.slice(0, 16).replace('T', ' ')}, load ${run.load}`;
  const figures = new Map(run.figures.map((figure) => [figure.name, figure]));
  const told = Object.values(figureNames)
    .flat()
    .filter((name) => !name.includes('-answer.'));
  const machine = `${run.cores} cores (${run.processor}), Node ${run.node}`;
  return [
    { table: 'figures', head: figuresHead, names: told, row: (name: string) => figureRow(figures.get(name), when) },
    { table: 'answers', head: answersHead, names: requestKinds, row: (kind: string) => answerRow(figures, kind, when) },
  ].reduce(
    (text, { table, head, names, row }) =>
      between(text, table, (before) => [...head, ...names.flatMap((name) => row(name) ?? rowIn(before, name))]),
    between(page, 'machine', () => [
      `Measured on ${machine}; each row says when, and how many processes wanted a core.`,
    ]),
  );
}

const figuresHead = ['| figure | value | against | aim | by `--only` | measured |', '|---|---|---|---|---|---|'];
const answersHead = [
  '| request | cold p50 | cold p99 | warm p50 | warm p99 | cold p50, empty handlers | failed | measured |',
  '|---|---:|---:|---:|---:|---:|---:|---|',
];

function between(page: string, table: string, lines: (before: readonly string[]) => readonly string[]): string {
  const begin = `<!-- ${table} -->\n`;
  const [from, to] = [page.indexOf(begin), page.indexOf('<!-- end -->', page.indexOf(begin))];
  if (from < 0 || to < 0) throw new Error(`the page has no place for ${table}: ${begin.trim()} … <!-- end -->`);
  const start = from + begin.length;
  return `${page.slice(0, start)}${lines(page.slice(start, to).split('\n')).join('\n')}\n${page.slice(to)}`;
}

/** One that was never measured has no row. */
const rowIn = (lines: readonly string[], name: string): readonly string[] =>
  lines.filter((line) => line.startsWith(`| \`${name}\` |`)).slice(0, 1);

function figureRow(figure: Figure | undefined, when: string): string | undefined {
  if (!figure) return undefined;
  const { name, value, unit, ratio, against, aim } = figure;
  const isItself = ratio === value;
  const shown = ratio === undefined || isItself ? `**${value}** ${unit}` : `**${ratio}** (${value} ${unit})`;
  const aimed = aim === undefined ? '' : isMissed(aim, ratio ?? value) ? `${aim}: *missed*` : aim;
  return rowOf([`\`${name}\``, shown, against ?? '', aimed, measurementOf.get(name) ?? '', when]);
}

/** Whether a bound in numbers is not kept; what an aim says in words, people judge. */
function isMissed(aim: string, value: number): boolean {
  const [, bound, most] = /^([≤<]) ([\d.]+)$/.exec(aim) ?? [];
  if (bound === undefined) return false;
  return bound === '<' ? value >= Number(most) : value > Number(most);
}

function answerRow(figures: ReadonlyMap<string, Figure>, kind: string, when: string): string | undefined {
  const [cold, warm] = [figures.get(`cold-answer.${kind}`), figures.get(`warm-answer.${kind}`)];
  if (!cold || !warm) return undefined;
  const share = (figure: Figure, quantile: string) => `${((figure.parts?.[`${quantile}, ms`] ?? 0) / 30).toFixed(1)} %`;
  const count = (name: string) => (cold.parts?.[name] ?? 0) + (warm.parts?.[name] ?? 0);
  return rowOf([
    `\`${kind}\``,
    ...[cold, warm].flatMap((figure) => [share(figure, 'p50'), share(figure, 'p99')]),
    String(cold.ratio ?? ''),
    `${count('failed')} of ${count('calls')}`,
    when,
  ]);
}

const rowOf = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
