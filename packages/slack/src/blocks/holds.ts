import type { MessageView } from '@tocsin/app';
import fc from 'fast-check';
import { expect } from 'vitest';
import { checkBlocks } from '../../../slack-simulator/src/blocks/check-blocks.ts';
import type { Rendered } from './elements.ts';

/** Text that tries to be a mention, a link, an entity, half a character, or very long. */
export const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '',
    ' ',
    '<OUT!channel>',
    '<OUT@U0ANA00001>',
    '<OUT https://x.example|runbook>',
    '&amp;&lt;',
    '*_~`',
    '> quote',
  ),
  fc.constantFrom(
    '@channel',
    ':x:',
    'ש'.repeat(80),
    '😀'.repeat(90),
    '\u202Eevil',
    '|^|',
    '𝕏'.repeat(2_000),
    '&'.repeat(4_000),
    '<OUT'.repeat(1_000),
  ),
);
export const url = fc.oneof(
  hostile,
  fc.webUrl(),
  fc.constantFrom(
    'https://a.example/<OUT>?a=1&b=2#|^',
    `https://a.example/${'x'.repeat(5_000)}`,
    `https://a.example/${'&'.repeat(550)}`,
  ),
);
export const time = fc.oneof(
  fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }).map((at) => at.toISOString()),
  hostile,
);
export const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
/** Drops what is undefined: the views leave absent things out. */
export const tidy = (view: object): MessageView => JSON.parse(JSON.stringify(view)) as MessageView;

type Strings = { readonly path: string; readonly text: string };
function stringsOf(value: unknown, path = ''): Strings[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => stringsOf(inner, `${path}.${key}`));
}

/** What stands in rich text is literal: Slack reads nothing into it. */
const read = (path: string, blocks: Rendered['blocks']): boolean =>
  blocks[Number(path.split('.')[1])]?.type !== 'rich_text';

/** Whether Slack takes the message, and reads nothing into what came from outside. */
export function holds({ text, blocks }: Rendered): void {
  expect(checkBlocks(blocks, 'message')).toEqual([]);
  expect(blocks.length).toBeLessThanOrEqual(50);
  const shown = stringsOf(blocks).filter(({ path }) => path.endsWith('.text'));
  for (const { path, text: part } of shown) expect(part.length, path).toBeGreaterThan(0);
  for (const block of blocks) {
    if (block.type === 'header') expect(block.text.text.length).toBeLessThanOrEqual(150);
    if (block.type === 'section') expect(block.text?.text.length ?? 0).toBeLessThanOrEqual(2_900);
    if (block.type === 'section')
      for (const field of block.fields ?? []) expect(field.text.length).toBeLessThanOrEqual(2_000);
    if (block.type === 'context')
      for (const part of stringsOf(block.elements)) expect(part.text.length).toBeLessThanOrEqual(2_900);
    if (block.type !== 'actions') continue;
    const ids = block.elements.map((element) => element.action_id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const element of block.elements) {
      if (element.type !== 'button') continue;
      expect(element.text.text.length).toBeLessThanOrEqual(75);
      expect(element.value?.length ?? 0).toBeLessThanOrEqual(2_000);
      expect(element.url?.length ?? 0).toBeLessThanOrEqual(3_000);
    }
  }
  expect(shown.reduce((sum, { text: part }) => sum + part.length, text.length)).toBeLessThanOrEqual(11_000);
  for (const { path, text: part } of [
    ...stringsOf(blocks).filter(({ path }) => !path.endsWith('.value') && read(path, blocks)),
    { path: 'text', text },
  ]) {
    expect(part, path).not.toContain('<OUT');
    expect(part, path).not.toMatch(/\p{Surrogate}|<[!@#](?!date\^|[A-Z0-9]+>)/u);
    if (!path.endsWith('.url')) expect(part, path).not.toMatch(/&(?!amp;|lt;|gt;)/);
  }
}
