import type { Chart } from '../figures.ts';
import { clockTime, figure } from '../times.ts';
import { html } from './html-text.ts';
import { oneLine } from './plain.ts';

const [width, height] = [760, 300];
const plot = { left: 58, right: 16, top: 92, bottom: 40 };

/** A series over time as SVG, with its objective and the clocks across it. */
export function chartSvg(chart: Chart, id: string): string {
  const { title, unit, from, to, points, objective, marks } = chart;
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const values = [...points.map(({ value }) => value), ...(objective === undefined ? [] : [objective])];
  // Of a percentage all of it is shown: a dip from 100 to 99 is not a fall.
  const [low, high] = unit === '%' ? [0, 100] : [Math.min(0, ...values), Math.max(...values, 1)];
  const x = (at: string): number =>
    plot.left + ((Date.parse(at) - start) / Math.max(1, end - start)) * (width - plot.left - plot.right);
  const y = (value: number): number =>
    height - plot.bottom - ((value - low) / (high - low)) * (height - plot.top - plot.bottom);
  const within = marks.filter(({ at }) => at >= from && at <= to).sort((a, b) => a.at.localeCompare(b.at));
  return [
    `<svg viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-t ${id}-d" xmlns="http://www.w3.org/2000/svg">`,
    `<title id="${id}-t">${html(`${oneLine(title)}, ${clockTime(from)} to ${clockTime(to)} UTC`)}</title>`,
    `<desc id="${id}-d">${html(inWords(chart, within))}</desc>`,
    ...[low, (low + high) / 2, high].map((value) => gridLine(y(value), `${figure(value)}`)),
    `<text x="${plot.left}" y="${plot.top - 10}">${html(oneLine(unit))}</text>`,
    ...[0, 0.5, 1].map((share) => timeLabel(new Date(start + share * (end - start)).toISOString(), x, share)),
    `<text x="${(plot.left + width - plot.right) / 2}" y="${height - 6}" text-anchor="middle">Time (UTC)</text>`,
    ...(objective === undefined
      ? []
      : [
          `<line x1="${plot.left}" x2="${width - plot.right}" y1="${num(y(objective))}" y2="${num(y(objective))}" stroke="var(--good)" stroke-dasharray="5 4"/>`,
        ]),
    ...within.map(({ at, label }, index) => mark(x(at), label, index)),
    `<polyline fill="none" stroke="var(--accent)" stroke-width="2" points="${points.map(({ at, value }) => `${num(x(at))},${num(y(value))}`).join(' ')}"/>`,
    '</svg>',
  ].join('');
}

const num = (value: number): string => (Number.isFinite(value) ? value : 0).toFixed(1);

const gridLine = (y: number, label: string): string =>
  `<line x1="${plot.left}" x2="${width - plot.right}" y1="${num(y)}" y2="${num(y)}" stroke="var(--line)"/><text x="${plot.left - 6}" y="${num(y + 4)}" text-anchor="end">${html(label)}</text>`;

const timeLabel = (at: string, x: (at: string) => number, share: number): string =>
  `<text x="${num(x(at))}" y="${height - plot.bottom + 16}" text-anchor="${share === 0 ? 'start' : share === 1 ? 'end' : 'middle'}">${clockTime(at).slice(11, 16)}</text>`;

/** Each a line lower than the one before, so that labels of one minute can be read. */
function mark(x: number, label: string, index: number): string {
  const y = 14 + (index % 6) * 13;
  const near = x > width - 110;
  return `<line x1="${num(x)}" x2="${num(x)}" y1="${y + 3}" y2="${height - plot.bottom}" stroke="var(--bad)" stroke-dasharray="2 3"/><text x="${num(near ? x - 4 : x + 4)}" y="${y}" text-anchor="${near ? 'end' : 'start'}">${html(oneLine(label))}</text>`;
}

function inWords({ points, unit, objective }: Chart, marks: Chart['marks']): string {
  const [first] = points;
  if (!first) return 'There are no values.';
  const lowest = points.reduce((least, point) => (point.value < least.value ? point : least), first);
  const highest = points.reduce((most, point) => (point.value > most.value ? point : most), first);
  const values = `Lowest ${figure(lowest.value)} ${unit} at ${clockTime(lowest.at)}, highest ${figure(highest.value)} ${unit} at ${clockTime(highest.at)}.`;
  const aim = objective === undefined ? '' : ` The objective is ${objective} %.`;
  return `${values}${aim} ${marks.map(({ at, label }) => `${label} at ${clockTime(at)}`).join(', ')}.`;
}
