import type { Block } from '@tocsin/runbook';
import { readRunbooks } from '@tocsin/runbook/read';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkBlocks } from '../../../../slack-simulator/src/blocks/check-blocks.ts';
import { readable } from '../readable.ts';
import { documentBlocks } from './document.ts';

const base = 'https://git.example/tree/main/runbooks/a.md';
const resolve = (url: string): string | undefined => (URL.canParse(url, base) ? new URL(url, base).href : undefined);

function textOf(markdown: string): readonly Block[] {
  const [runbook] = readRunbooks({ texts: { 'a.md': `# T\n\n## S\n\n${markdown}\n` } }).runbooks;
  return runbook?.steps[0]?.text ?? [];
}

function shown(markdown: string, max = 4_000): string {
  const { blocks } = documentBlocks(textOf(markdown), { max, resolve });
  expect(checkBlocks(blocks, 'message')).toEqual([]);
  return readable({ text: '', blocks });
}

describe('a runbook’s text in Slack', () => {
  it('keeps paragraphs apart, and marks what is marked', () => {
    expect(shown('One line\nof a paragraph.\n\n**Strong**, *soft*, ~~gone~~, `rm -rf *`.')).toMatchInlineSnapshot(`
      "One line of a paragraph.

      **Strong**, _soft_, ~gone~, \`rm -rf *\`."
    `);
  });

  it('nests lists, and numbers go on behind what stands between two items', () => {
    expect(
      shown('1. Look\n   - here\n   - there\n2. Run\n\n   ```sh\n   echo `date` | sed "s/*/_/"\n   ```\n3. Wait'),
    ).toMatchInlineSnapshot(`
        "1. Look
          - here
          - there
        2. Run
        \`\`\`
        echo \`date\` | sed "s/*/_/"
        \`\`\`
        3. Wait"
      `);
  });

  it('shows boxes, quotes, rules and pictures as links', () => {
    expect(
      shown('- [x] told them\n- [ ] told us\n\n> First\n> line\n>\n> - and more\n\n---\n\n![graph](graph.png)'),
    ).toMatchInlineSnapshot(`
        "- ☑ told them
        - ☐ told us
        | First line
        | • and more
        ───

        [🖼 graph](https://git.example/tree/main/runbooks/graph.png)"
      `);
  });

  it('leads where links lead: the web, a file beside the runbook, a heading; what leads nowhere is words', () => {
    expect(
      shown('[dash](https://d.example/a?b=1&c=2), [other](../x.md), [below](#s), [bad](javascript:alert(1))'),
    ).toBe(
      '[dash](https://d.example/a?b=1&c=2), [other](https://git.example/tree/main/x.md), [below](https://git.example/tree/main/runbooks/a.md#s), bad',
    );
  });

  it('sets a table in columns while it fits, else as a list of rows', () => {
    expect(shown('| code | means |\n|---|---|\n| 502 | *down* |\n| 504 | slow, or far away |')).toMatchInlineSnapshot(`
      "\`\`\`
      code  means
      ────  ─────────────────
      502   down
      504   slow, or far away
      \`\`\`"
    `);
    expect(shown(`| code | means |\n|---|---|\n| 502 | ${'long '.repeat(20)}|\n| 504 | [see](x.md) |`)).toBe(
      `- _code_: 502; _means_: ${'long '.repeat(20).trim()}\n- _code_: 504; _means_: [see](https://git.example/tree/main/runbooks/x.md)`,
    );
  });

  it('is literal: nothing in it is a mention, a link, an emoji or a mark', () => {
    const text = '<!channel> @here :fire: &amp; <@U0ALICE> \\*not bold\\*';
    expect(shown(text.replaceAll('<', '\\<'))).toBe('<!channel> @here :fire: & <@U0ALICE> *not bold*');
  });

  it('ends within what it may have, at a word, and says that there is more', () => {
    const { blocks, whole } = documentBlocks(textOf('many words '.repeat(2_000)), { max: 100, resolve });
    expect(whole).toBe(false);
    const words = readable({ text: '', blocks });
    expect(words.length).toBeLessThanOrEqual(100);
    expect(words).toMatch(/(many|words)…$/);
    expect(documentBlocks(textOf('few'), { max: 100, resolve }).whole).toBe(true);
  });

  it('whatever it holds, Slack takes it and it is no longer than it may be', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom('', '\u0000\u202e\ud83d', '<!channel>', '\n\n', 'x'.repeat(3_000), '😀'.repeat(700)),
    );
    const { blocks } = fc.letrec((tie) => ({
      inlines: fc.array(
        fc.oneof(
          { depthSize: 'small', withCrossShrink: true },
          fc.record({ type: fc.constantFrom('text', 'code'), text: anyText }),
          fc.record({ type: fc.constant('image'), url: anyText, description: anyText }),
          fc.constant({ type: 'break' }),
          fc.record({ type: fc.constantFrom('strong', 'emphasis', 'strike'), content: tie('inlines') }),
          fc.record({ type: fc.constant('link'), url: anyText, content: tie('inlines') }),
        ),
        { maxLength: 3 },
      ),
      blocks: fc.array(
        fc.oneof(
          { depthSize: 'small', withCrossShrink: true },
          fc.record({ type: fc.constant('paragraph'), content: tie('inlines') }),
          fc.record({ type: fc.constant('code'), text: anyText }),
          fc.constant({ type: 'rule' }),
          fc.record({ type: fc.constant('quote'), blocks: tie('blocks') }),
          fc.record({
            type: fc.constant('list'),
            ordered: fc.boolean(),
            start: fc.nat(20),
            items: fc.array(fc.record({ blocks: tie('blocks') }), { maxLength: 3 }),
          }),
          fc.record({
            type: fc.constant('table'),
            head: fc.array(tie('inlines'), { maxLength: 3 }),
            rows: fc.array(fc.array(tie('inlines'), { maxLength: 3 }), { maxLength: 3 }),
          }),
        ),
        { maxLength: 4 },
      ),
    }));
    fc.assert(
      fc.property(blocks, fc.integer({ min: 1, max: 3_000 }), (document, max) => {
        const rendered = documentBlocks(document as readonly Block[], { max, resolve }).blocks;
        expect(checkBlocks(rendered, 'message')).toEqual([]);
        expect(JSON.stringify(rendered)).not.toMatch(/\\ud[89a-f]/i);
        const texts = JSON.stringify(rendered).matchAll(/"(?:text|url)":"((?:[^"\\]|\\.)*)"/g);
        const length = [...texts].reduce((sum, [, text]) => sum + (JSON.parse(`"${text}"`) as string).length, 0);
        expect(length).toBeLessThanOrEqual(max + 5);
      }),
      { numRuns: 300 },
    );
  });
});
