import type { RichTextElement } from '@slack/types';
import type { Part } from './document.ts';

/** As much of a text as fits, cut at a word or a line of code, and whether that is all of it. */
export function withinBudget(parts: readonly Part[], max: number): { readonly parts: Part[]; readonly whole: boolean } {
  const budget = { left: max };
  const kept: Part[] = [];
  for (const part of parts) {
    const fitted = fit(part, budget);
    if (fitted) kept.push(fitted);
    if (budget.left <= 0) return { parts: kept, whole: false };
  }
  return { parts: kept, whole: true };
}

interface Budget {
  left: number;
}

function fit(part: Part, budget: Budget): Part | undefined {
  if (part.type !== 'rich_text_list') {
    const elements = fitPieces(part.elements as RichTextElement[], budget);
    return elements.length === 0 ? undefined : ({ ...part, elements } as Part);
  }
  const rows = [];
  for (const row of part.elements) {
    if (budget.left <= 0) break;
    rows.push({ ...row, elements: fitPieces(row.elements, budget) });
  }
  return rows.length === 0 ? undefined : { ...part, elements: rows };
}

function fitPieces(pieces: readonly RichTextElement[], budget: Budget): RichTextElement[] {
  const kept: RichTextElement[] = [];
  for (const one of pieces) {
    if (budget.left <= 0) break;
    const size = lengthOf(one);
    if (size < budget.left) {
      kept.push(one);
      budget.left -= size;
      continue;
    }
    if (one.type === 'text') kept.push({ ...one, text: cutAtWord(one.text, budget.left) });
    else kept.push({ type: 'text', text: '…' });
    budget.left = 0;
  }
  return kept;
}

const lengthOf = (one: RichTextElement): number =>
  one.type === 'text' ? one.text.length : one.type === 'link' ? one.url.length + (one.text?.length ?? 0) : 10;

function cutAtWord(text: string, max: number): string {
  const space = Math.max(text.lastIndexOf(' ', max - 1), text.lastIndexOf('\n', max - 1));
  let end = space > max / 2 ? space : Math.max(0, max - 1);
  if (/[\ud800-\udbff]/.test(text.charAt(end - 1))) end -= 1;
  return `${text.slice(0, end).trimEnd()}…`;
}
