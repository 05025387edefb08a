import type { Template } from './template.ts';
import { saidIn } from './words.ts';

export type Judged =
  | { readonly type: 'accepted'; readonly text: string }
  /** `reason` goes on behind “the wording …”. */
  | { readonly type: 'refused'; readonly reason: string };

const negations = new Set('not no never none nobody nothing neither nor without cannot hardly barely t'.split(' '));
/** Letters, slots and what sets words apart: no markup, no address, no digit, no line of its own. */
const plain = /^(?:\{\d+\}|[\p{L} ,;:.()’'–-])+$/u;

/**
 * Whether a wording says what the sentence says, no more and no less. It may change the order of clauses, articles, joining
 * words and punctuation, and use another word where both say the same; anything else is refused, whatever it was meant to
 * be. Within a clause the order stays, and so does that of the slots: “it began after it was detected” has the same words as
 * the contrary.
 */
export function judge(template: Template, wording: string): Judged {
  const text = wording.trim();
  const refuse = (reason: string): Judged => ({ type: 'refused', reason });
  if (text === '') return refuse('is empty');
  const bare = text.replace(/\{\d+\}/g, '');
  if (/\p{N}/u.test(bare)) return refuse('adds a number');
  if (!plain.test(text)) return refuse('has signs that no sentence of a draft has');
  if (text.endsWith('.') !== template.text.endsWith('.')) return refuse('ends otherwise');
  if (/\.(?!$)/.test(text)) return refuse('is more than one sentence');
  const [before, after] = [saidIn(template.text), saidIn(text)];
  const [lost, added] = [less(before, after), less(after, before)];
  const slot = (word: string) => /^\{\d+\}$/.test(word);
  if (lost.some(slot)) return refuse('leaves out something that has to stay');
  if (added.some(slot)) return refuse('has something twice, or out of nowhere');
  const turned = [...added, ...lost].find((word) => negations.has(word));
  if (turned !== undefined) return refuse(`says the contrary, by “${turned}”`);
  if (added.length > 0) return refuse(`adds “${added[0]}”, which no source says`);
  if (lost.length > 0) return refuse(`leaves out “${lost[0]}”`);
  const clauses = template.text.split(/[,;:]/).map(saidIn);
  const stays = before.filter(slot).join() === after.filter(slot).join();
  if (!stays || !isMadeOf(after, clauses)) return refuse('changes the order in which it is said');
  return { type: 'accepted', text: `${text.charAt(0).toUpperCase()}${text.slice(1)}` };
}

/** Whether a list is the pieces one behind another, in some order. */
function isMadeOf(list: readonly string[], pieces: readonly (readonly string[])[]): boolean {
  if (pieces.length === 0) return list.length === 0;
  return pieces.some(
    (piece, index) =>
      piece.every((word, at) => list[at] === word) && isMadeOf(list.slice(piece.length), pieces.toSpliced(index, 1)),
  );
}

/** Whether a sentence can be judged at all: what has signs of its own stays as it is. */
export const isPlain = (text: string): boolean => plain.test(text) && !/\.(?!$)/.test(text);

/** What of a list another has not, as often as it has it not. */
function less(list: readonly string[], other: readonly string[]): string[] {
  const left = [...other];
  return list.filter((word) => {
    const at = left.indexOf(word);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
