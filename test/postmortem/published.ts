import { draftPostmortem, renderMarkdown } from '@tocsin/postmortem';
import { expect } from 'vitest';
import { type Case, sourcesOf } from './case.ts';

/** A fact of a published postmortem: the section of the draft that has it, and in which words. */
export type Published = readonly [fact: string, section: string, words: RegExp];
/** What the published document judges: the draft leaves it to people, in the section that asks them. */
export type Judged = readonly [judgment: string, section: string, question: RegExp];

export const markdownOf = (one: Case): string => renderMarkdown(draftPostmortem(sourcesOf(one)));

/** The text of a section, as it is read: without the signs of Markdown. */
export function sectionOf(markdown: string, title: string): string {
  const found = new RegExp(`^## ${title}\\n([\\s\\S]*?)(?=^## |$(?![\\s\\S]))`, 'm').exec(markdown)?.[1];
  if (found === undefined) throw new Error(`there is no section ${title}`);
  return found.replace(/\[\^[^\]]+\]|\*\*|\\(?=[^A-Za-z0-9\s])/g, '');
}

export function expectFact(markdown: string, [fact, section, words]: Published | Judged): void {
  expect(sectionOf(markdown, section), fact).toMatch(words);
}
