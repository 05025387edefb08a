import type { Sourced } from './cite.ts';
import type { Inline, Row, Sentence, Words } from './model.ts';

/** Parts of a sentence; a string is words of ours. */
export type Part = string | Inline;

export const wordsOf = (parts: readonly Part[]): Words =>
  parts.map((part, index): Inline => {
    if (typeof part === 'string') return { type: 'text', text: part };
    return index === 0 && part.type === 'person' ? { ...part, name: capital(part.name) } : part;
  });

/** Of what people are called by role; names stay as they are written. */
const capital = (name: string): string =>
  /^(?:the|responder) /.test(name) ? `${name.charAt(0).toUpperCase()}${name.slice(1)}` : name;

export const say = (sources: Sourced, ...parts: readonly Part[]): Sentence => ({
  parts: wordsOf(endedBy(parts.at(-2)) && parts.at(-1) === '.' ? parts.slice(0, -1) : parts),
  sources,
});
/** A quote that ends as a sentence does ends the sentence too. */
const endedBy = (part: Part | undefined): boolean =>
  typeof part === 'object' && part.type === 'quote' && /[.!?]$/.test(part.text);

/** A sentence that a rule drew from evidence; `because` says which. */
export const propose = (because: string, sources: Sourced, ...parts: readonly Part[]): Sentence => ({
  ...say(sources, ...parts),
  proposed: because,
});

export const row = (sources: Sourced, ...cells: readonly (Part | readonly Part[])[]): Row => ({
  cells: cells.map((cell) => wordsOf(isParts(cell) ? cell : [cell])),
  sources,
});
const isParts = (cell: Part | readonly Part[]): cell is readonly Part[] => Array.isArray(cell);

export const code = (text: string): Inline => ({ type: 'code', text });
export const strong = (text: string): Inline => ({ type: 'strong', text });
export const time = (at: string): Inline => ({ type: 'time', at });

/** Longer words are cut where a word ends; the source has them all. */
const longestQuote = 600;

/** Words of people or of systems, on one line. */
export function quote(text: string): Inline {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= longestQuote) return { type: 'quote', text: line };
  // Never through the middle of a surrogate pair.
  const cut = line.slice(0, longestQuote).replace(/[\uD800-\uDBFF]$/, '');
  return { type: 'quote', text: `${cut.replace(/\s+\S{0,40}$/, '')} […]` };
}

/** `a, b and c` */
export function listed(items: readonly Part[]): Part[] {
  return items.flatMap((item, index) => {
    if (index === 0) return [item];
    return [index === items.length - 1 ? ' and ' : ', ', item];
  });
}

/** What is said of a thing's count: `1 run`, `2 runs`. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`;
