import type { Actor, Message, Sequence } from '../figures.ts';
import { html } from './html-text.ts';
import { oneLine } from './plain.ts';

const [column, rowHeight, top, boxWidth] = [150, 40, 58, 132];

/** A sequence diagram as SVG: those who take part from left to right, what goes between them from top to bottom. */
export function sequenceSvg({ title, actors, messages }: Sequence, id: string): string {
  const place = new Map(actors.map((actor, index) => [actor.id, 20 + boxWidth / 2 + index * column]));
  const x = (actor: string): number => place.get(actor) ?? 0;
  const width = 40 + boxWidth + Math.max(0, actors.length - 1) * column;
  const height = top + messages.length * rowHeight + 24;
  return [
    `<svg viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-t ${id}-d" xmlns="http://www.w3.org/2000/svg">`,
    `<title id="${id}-t">${html(`Sequence diagram of ${oneLine(title)}`)}</title>`,
    `<desc id="${id}-d">${html(inWords(actors, messages))}</desc>`,
    `<defs>${arrowHead(`${id}-ok`, 'var(--soft)')}${arrowHead(`${id}-bad`, 'var(--bad)')}</defs>`,
    ...messages.map((message, index) => band(message, index, width)),
    ...actors.map((actor) => lifeline(actor, x(actor.id), height)),
    ...messages.map((message, index) => arrow(message, top + index * rowHeight + 26, { x, id })),
    '</svg>',
  ].join('');
}

const arrowHead = (id: string, color: string): string =>
  `<marker id="${id}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0 10 5 0 10z" fill="${color}"/></marker>`;

/** Behind a failing step, so that it is found without colours too: it also says what it is. */
const band = ({ state, type }: Message, index: number, width: number): string =>
  type === 'call' && (state === 'failed' || state === 'degraded')
    ? `<rect x="4" y="${top + index * rowHeight + 2}" width="${width - 8}" height="${rowHeight}" fill="var(--badtint)"/>`
    : '';

function lifeline({ title, broken, type }: Actor, x: number, height: number): string {
  const color = broken ? 'var(--bad)' : 'var(--line)';
  const radius = type === 'dependency' ? 14 : 3;
  return [
    `<line x1="${x}" y1="40" x2="${x}" y2="${height - 10}" stroke="${color}" stroke-dasharray="3 4"/>`,
    `<rect x="${x - boxWidth / 2}" y="8" width="${boxWidth}" height="32" rx="${radius}" fill="var(--tint)" stroke="${color}" stroke-width="${broken ? 2 : 1}"/>`,
    `<text x="${x}" y="28" text-anchor="middle">${html(short(title, 19))}</text>`,
  ].join('');
}

function arrow(
  { from, to, text, type, state }: Message,
  y: number,
  { x, id }: { x: (actor: string) => number; id: string },
): string {
  const bad = state === 'failed' || state === 'degraded';
  const [start, end] = [x(from), x(to)];
  const dash = type === 'soft' || state === 'blocked' ? ' stroke-dasharray="6 4"' : '';
  const word = bad ? (state === 'failed' ? 'fails' : 'degraded') : state === 'blocked' ? 'not reached' : '';
  const label = type === 'call' ? `${short(text, 30)}${word === '' ? '' : `: ${word}`}` : word || text;
  return [
    `<line x1="${start}" y1="${y}" x2="${end - Math.sign(end - start) * 2}" y2="${y}" stroke="${bad ? 'var(--bad)' : 'var(--soft)'}" stroke-width="${bad ? 2 : 1.2}"${dash} marker-end="url(#${id}-${bad ? 'bad' : 'ok'})"/>`,
    `<text x="${(start + end) / 2}" y="${y - 6}" text-anchor="middle">${html(label)}</text>`,
  ].join('');
}

/** The same for whoever cannot see it. */
function inWords(actors: readonly Actor[], messages: readonly Message[]): string {
  const titles = new Map(actors.map(({ id, title }) => [id, oneLine(title)]));
  const said = messages.map(({ from, to, text, state, type }) => {
    const what = type === 'call' ? oneLine(text) : `needs it, ${type}`;
    return `${titles.get(from) ?? from} to ${titles.get(to) ?? to}: ${what}${state === 'ok' ? '' : `, ${state}`}`;
  });
  return `${said.join('. ')}.`;
}

function short(text: string, most: number): string {
  const signs = [...oneLine(text)];
  return signs.length <= most ? signs.join('') : `${signs.slice(0, most - 1).join('')}…`;
}
