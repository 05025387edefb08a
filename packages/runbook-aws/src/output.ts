import { mask } from './mask.ts';

/** What is looked through for secrets; more is not read. */
const readable = 64_000;
/** What is kept: some thirty lines, and well below what Slack takes in a message. */
const kept = 2_500;

/** A text from outside as it may be kept and shown: without secrets, without control characters, cut to what one reads. */
export function outputOf(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  const masked = mask(text.slice(0, readable));
  const plain = masked.replace(/[^\P{Cc}\t\n]/gu, '');
  const more = text.length > readable || plain.length > kept;
  return more ? `${plain.slice(0, kept)}… (cut)` : plain;
}

/** The same for a sentence about what went wrong. */
export const sentenceOf = (text: string): string => outputOf(text.replace(/\s+/g, ' ')).slice(0, 300);
