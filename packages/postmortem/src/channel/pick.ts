import type { ChannelMessage } from '../sources.ts';
import { isQuestion } from './questions.ts';
import { isChatter, type Kind, type Rule, rules } from './rules.ts';

/** What a text tells, and by which rules that was seen. */
export interface Reading {
  readonly kinds: ReadonlySet<Kind>;
  /** `it says what was decided; people marked it` */
  readonly why: string;
  readonly weight: number;
}

/** Longer than anything that somebody writes by hand: a paste, of which the beginning tells what it is. */
const longestRead = 2_000;
/** Words in code, such as a command with its arguments, or a block of output. */
function holdsCode(text: string): boolean {
  const fence = text.indexOf('```');
  if (fence !== -1 && text.indexOf('```', fence + 4) !== -1) return true;
  return [...text.matchAll(/`([^`\n]+)`/g)].some(([, code = '']) => /\s/.test(code.slice(code.search(/[a-z]|$/i))));
}

/** What a text tells; undefined where no rule finds a fact in it. */
export function readText(text: string): Reading | undefined {
  const begin = text.slice(0, longestRead);
  const plain = begin
    .replace(/```[\s\S]*?```|`[^`]*`|https?:\/\/\S+/g, ' ')
    .replace(/[’‘]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
  const reasons: Reason[] = isChatter(plain) ? [] : rules.filter(({ pattern }) => pattern.test(plain));
  if (plain.length > 8 && isQuestion(begin)) reasons.push({ kind: 'question', why: 'it asks something', weight: 4 });
  if (holdsCode(begin)) reasons.push({ kind: 'command', why: 'it holds a command or its output', weight: 6 });
  if (/https?:\/\/\S/.test(begin)) reasons.push({ kind: 'link', why: 'it links to something', weight: 4 });
  return reasons.length === 0 ? undefined : readingOf(reasons);
}

type Reason = Pick<Rule, 'kind' | 'why' | 'weight'>;

const readingOf = (reasons: readonly Reason[]): Reading => ({
  kinds: new Set(reasons.map(({ kind }) => kind)),
  why: reasons.map(({ why }) => why).join('; '),
  // Many reasons tell more than one; together they never outweigh a kind.
  weight: Math.max(...reasons.map(({ weight }) => weight)) + Math.min(reasons.length, 5) / 10,
});

/** Reactions by which people say that a message matters. */
const marks: ReadonlySet<string> = new Set(
  'eyes white_check_mark heavy_check_mark point_up exclamation rotating_light bulb 100'.split(' '),
);

/** What a message tells: its words, its images, that it answers somebody, and that people marked it. */
export function readMessage(
  { files = [], reactions = [] }: ChannelMessage,
  { text, answers }: { readonly text: string; readonly answers: boolean },
): Reading | undefined {
  const read = readText(text);
  const more: Reason[] = [];
  if (files.some(({ mimetype = '' }) => mimetype.startsWith('image/')))
    more.push({ kind: 'image', why: 'it shows an image', weight: 5 });
  if (answers && !isChatter(text.toLowerCase())) more.push({ kind: 'answer', why: 'it answers a question', weight: 4 });
  const readings = [read, more.length > 0 ? readingOf(more) : undefined].filter((one) => one !== undefined);
  if (readings.length === 0) return undefined;
  const marked = reactions.some(({ name, users }) => marks.has(name) && users.length > 0);
  return {
    kinds: new Set(readings.flatMap(({ kinds }) => [...kinds])),
    why: [...readings.map(({ why }) => why), ...(marked ? ['people marked it'] : [])].join('; '),
    weight: Math.max(...readings.map(({ weight }) => weight)) + (marked ? 2 : 0),
  };
}
