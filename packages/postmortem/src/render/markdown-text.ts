import type { Inline } from '../model.ts';
import { oneLine, plainWords } from './plain.ts';

/** Where the text stands: a bar ends a table's cell, even in code (GFM 0.29, 4.10). */
export type Place = 'line' | 'cell';

/** What Git hosts make links of wherever it stands: addresses, mail addresses, mentions, numbers of issues. */
const linkable =
  /(?:(?:https?|ftp|mailto|xmpp):\S+|\bwww\.\S+|[^\s@]{1,64}@[^\s@]+|@[\p{L}\p{N}_-][^\s,;:!?)]*|#\d+)+/giu;

/** A part of a sentence as Markdown. */
export function inlineMarkdown(part: Inline, place: Place): string {
  switch (part.type) {
    case 'text':
    case 'person':
    case 'time':
      return escaped(plainWords(part), place);
    case 'strong': {
      const words = escaped(oneLine(part.text), place);
      return words === '' ? '' : `**${words}**`;
    }
    case 'code':
      return codeSpan(oneLine(part.text), place);
    case 'quote':
      return `“${escaped(oneLine(part.text), place)}”`;
    case 'link':
      return link(part.text, part.url, place);
    default:
      return part satisfies never;
  }
}

/** Text in which nothing has a meaning; what would become a link by itself is shown as code. */
export function escaped(text: string, place: Place): string {
  let [written, last] = ['', 0];
  for (const found of text.matchAll(linkable)) {
    written += backslashed(text.slice(last, found.index)) + codeSpan(found[0], place);
    last = found.index + found[0].length;
  }
  return written + backslashed(text.slice(last));
}

// All of ASCII's punctuation can be escaped (CommonMark 0.31, 2.4); these have a meaning somewhere in a line.
const backslashed = (text: string): string =>
  text
    .replace(/[\\`*_[\]<>|~&!$^{}#]/g, '\\$&')
    .replace(/^(\s*\d+)([.)])(?=\s|$)/, '$1\\$2')
    .replace(/^(\s*)([-+=])/, '$1\\$2');

/** Code as it is; a cell's goes on behind each bar, for parsers differ in what a bar in code is (GFM 0.29, 4.10). */
export const codeSpan = (text: string, place: Place): string =>
  place === 'line' ? span(text.trim()) : text.trim().split('|').map(spanWithin).join('\\|');

const spanWithin = (text: string): string => text.replace(/\S(?:.*\S)?/, span);

function span(code: string): string {
  if (code === '') return '';
  const runs = code.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map(({ length }) => length)) + 1);
  const pad = code.startsWith('`') || code.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${code}${pad}${fence}`;
}

export const link = (text: string, url: string, place: Place): string =>
  isSafe(url) ? `[${backslashed(oneLine(text))}](${destination(address(url))})` : escaped(oneLine(text), place);

/** Parentheses want brackets around the address (CommonMark 0.31, 6.3), which not everything that reads Markdown knows. */
const destination = (url: string): string => (/[()]/.test(url) ? `<${url}>` : url);

const isSafe = (url: string): boolean => /^https?:\/\/[^\s<>"]+$/i.test(url);
const address = (url: string): string => url.replace(/[\\|`]/g, (one) => encodeURIComponent(one));

/** A block of code between fences longer than any in it. */
export function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([fence]) => fence.length));
  const fence = '`'.repeat(longest + 1);
  const lines = text
    .replace(/\p{Cs}/gu, '\uFFFD')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/(?<!\n)\n+$/, '');
  return `${fence}${language}\n${lines}\n${fence}`;
}
