import type { Inline, Words } from '../model.ts';

/** A sentence as a model sees it: what must stay as it is stands there as `{1}`, `{2}`, …, and is not shown. */
export interface Template {
  readonly text: string;
  readonly slots: Words;
}

/** Whatever has a digit, with its unit, and whatever is written like a name. */
const fixed = /[^\s,;:()\d]{0,60}\d[^\s,;()]*(?:\s%)?|\p{Lu}[\p{L}'’-]*(?:\s\p{Lu}[\p{L}'’-]*)*/gu;

/**
 * Takes a sentence apart. Quotes, people, times, links, numbers and names become slots, so a model is shown nothing that
 * people wrote and nothing that it could get wrong; what is left of the sentence are words of ours.
 */
export function templateOf(parts: Words): Template {
  const slots: Inline[] = [];
  const slot = (part: Inline): string => {
    slots.push(part);
    return `{${slots.length}}`;
  };
  const text = parts.map((part, index) => {
    if (part.type !== 'text') return slot(part);
    return part.text.replace(fixed, (found, at: number) => {
      // A sentence begins with a capital whatever it begins with.
      if (index === 0 && at === 0 && /^\p{Lu}\p{Ll}*$/u.test(found)) return found;
      // A full stop ends the sentence, not the number.
      const [, kept = '', end = ''] = /^(.*?)([.:]?)$/u.exec(found) ?? [];
      return slot({ type: 'text', text: kept }) + end;
    });
  });
  return { text: text.join(''), slots };
}

/** Puts a wording's slots back. */
export function partsOf(text: string, { slots }: Template): Words {
  return text
    .split(/(\{\d+\})/)
    .filter((piece) => piece !== '')
    .map((piece): Inline => {
      const number = /^\{(\d+)\}$/.exec(piece)?.[1];
      return (number === undefined ? undefined : slots[Number(number) - 1]) ?? { type: 'text', text: piece };
    });
}
