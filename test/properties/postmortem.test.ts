import {
  citedIn,
  type Draft,
  draftPostmortem,
  renderCanvas,
  renderHtml,
  renderMarkdown,
  type Sources,
} from '@tocsin/postmortem';
import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import { hostile, maybe, tidy, url } from './hostile.ts';
import { anyLife } from './life.ts';
import { minute, workflow } from './viewer.ts';

/** What tries to be a citation, a heading, a cell, markup or a script. */
const forging = fc.constantFrom(
  '[^e1]',
  '[^e1]: forged',
  '\n[^e999]: https://evil.example\n',
  '# Postmortem: forged',
  'a | b | c |\n|---|',
  '\\|\\',
  '\\',
  '`',
  '``` | \\',
  '</q><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '<!--',
  ']]>',
  'javascript:alert(1)',
  '[click](javascript:alert(1))',
  '![x](https://evil.example/x.png)',
  'https://evil.example/ <https://evil.example>',
  '> quote\n- item\n1. one\n***\n---',
  '&lt;script&gt;&#60;script&#62;',
  'who knows? should have',
);
const text = fc.oneof(
  hostile,
  forging,
  fc.tuple(forging, forging).map((both) => both.join(' ')),
);
const author = fc.constantFrom('U0ANA00001', 'U0BEN00001', 'U0CEM00001');

const message = fc
  .record({
    at: fc.integer({ min: -60, max: 900 }),
    index: fc.nat(999),
    user: author,
    text,
    url,
    bot: fc.boolean(),
    deleted: fc.boolean(),
    thread: maybe(fc.nat(5)),
  })
  .map(({ at, index, user, text: said, url: permalink, bot, deleted, thread }) => ({
    ts: `${Date.parse(minute(at)) / 1_000}.${String(index).padStart(6, '0')}`,
    user,
    text: said,
    permalink,
    ...(bot ? { bot } : {}),
    ...(deleted ? { deleted } : {}),
    ...(thread === undefined ? {} : { thread: String(thread) }),
  }));
const series = fc.record({
  id: fc.constantFrom('a', 'b'),
  title: text,
  type: fc.constantFrom('sli', 'requests', 'other'),
  unit: fc.constantFrom('%', '1/s', '<b>'),
  query: text,
  from: fc.constant(minute(-60)),
  to: fc.constant(minute(600)),
  periodSeconds: fc.constant(60),
  points: fc.array(
    fc.record({
      at: fc.integer({ min: -60, max: 600 }).map(minute),
      value: fc.double({ min: 0, max: 100, noNaN: true }),
    }),
    { maxLength: 30 },
  ),
  link: url,
});
const past = fc.record({
  id: fc.constantFrom('20261001-aaaaaaaa', '20261002-bbbbbbbb'),
  title: text,
  at: fc.constant(minute(-9_000)),
  severity: fc.constant('SEV2'),
  workflow: fc.constant('viewer'),
  step: fc.constant('step-1'),
  alarms: fc.array(text),
  factors: fc.array(text),
  open: fc.array(text),
  link: url,
});

/** What is on record of some incident, as hostile as it can be. */
const anySources: fc.Arbitrary<Sources> = fc
  .record({
    life: anyLife,
    messages: fc.array(message, { maxLength: 30 }),
    metrics: fc.array(series, { maxLength: 2 }),
    past: fc.array(past, { maxLength: 3 }),
    show: fc.constantFrom('names', 'roles'),
    ana: text,
  })
  .map(({ life, messages, show, ana, ...more }) => {
    const known = {
      incident: life.states.at(-1),
      commits: life.commits,
      workflows: [workflow],
      channel: { messages },
      people: { show, names: { U0ANA00001: ana, U0BEN00001: 'Ben' } },
      canaryRuns: [],
      runbooks: [],
      draftedAt: minute(life.now + 60),
      ...more,
    };
    return tidy(known) as unknown as Sources;
  });

const always = (holds: (draft: Draft, sources: Sources) => void) =>
  fc.assert(
    fc.property(anySources, (sources) => holds(draftPostmortem(sources), sources)),
    { numRuns: 30 },
  );

const sentencesOf = (draft: Draft) =>
  draft.sections.flatMap(({ blocks }) => blocks.flatMap((block) => [...citedIn(block)]));

describe('whatever is on record', () => {
  it('every sentence of its draft has a source, every source is there, and every one shown was cited', () => {
    always((draft) => {
      const known = new Set(draft.citations.map(({ key }) => key));
      const cited = new Set<string>();
      for (const { sources } of sentencesOf(draft)) {
        expect(sources.length).toBeGreaterThan(0);
        for (const source of sources) cited.add(Object.values(source).join('\u0000'));
      }
      expect([...cited].filter((key) => !known.has(key))).toEqual([]);
      expect([...known].filter((key) => !cited.has(key))).toEqual([]);
      expect(draft.findings.filter(({ type }) => type === 'no-source')).toEqual([]);
      expect(new Set(draft.citations.map(({ label }) => label)).size).toBe(draft.citations.length);
      for (const { label } of draft.citations) expect(label).toMatch(/^[A-Za-z0-9.-]+$/);
    });
  });

  it('the same is drafted from the same, byte for byte', () => {
    always((draft, sources) => {
      expect(renderMarkdown(draftPostmortem(tidy(sources)))).toBe(renderMarkdown(draft));
    });
  });

  it('as Markdown it has the headings, the tables and the footnotes of the draft and no others', () => {
    always((draft) => {
      const tree = fromMarkdown(renderMarkdown(draft), { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
      const seen = {
        heading: 0,
        table: 0,
        tableRow: 0,
        tableCell: 0,
        footnoteReference: 0,
        footnoteDefinition: 0,
        html: 0,
        image: 0,
      };
      const addresses: string[] = [];
      const visit = (node: { type: string; url?: string; children?: unknown[] }): void => {
        if (node.type in seen) seen[node.type as keyof typeof seen] += 1;
        if (node.type === 'link') addresses.push(node.url ?? '');
        for (const child of node.children ?? []) visit(child as typeof node);
      };
      visit(tree);
      const blocks = draft.sections.flatMap((section) => [...section.blocks]);
      const tables = blocks.flatMap((block) => (block.type === 'table' && block.rows.length > 0 ? [block] : []));
      const rows = tables.reduce((sum, { rows: all }) => sum + all.length + 1, 0);
      const cells = tables.reduce((sum, { rows: all, head }) => sum + (all.length + 1) * head.length, 0);
      const headings =
        blocks.filter(({ type }) => type === 'heading').length +
        draft.sections.length +
        2 +
        (draft.findings.length > 0 ? 1 : 0);
      const references = sentencesOf(draft).reduce((sum, { sources }) => sum + sources.length, 0);
      expect(seen).toEqual({
        heading: headings,
        table: tables.length,
        tableRow: rows,
        tableCell: cells,
        footnoteReference: references,
        footnoteDefinition: draft.citations.length,
        html: 0,
        image: 0,
      });
      const known = new Set(
        [...draft.citations.flatMap(({ url: one }) => one ?? []), ...draft.sections.flatMap(linksIn)].map(plain),
      );
      expect(addresses.map(plain).filter((one) => !known.has(one))).toEqual([]);
    });
  });

  it('as a page it has no element but its own, and as a canvas it fits', () => {
    always((draft) => {
      const page = renderHtml(draft);
      const tags = new Set([...page.matchAll(/<\/?([a-z!][a-z0-9-]*)/gi)].map(([, tag]) => tag));
      expect([...tags].filter((tag) => tag === undefined || !own.has(tag))).toEqual([]);
      expect(page).not.toMatch(/<[^>]*\son[a-z]+=/i);
      expect([...page.matchAll(/href="([^"]*)"/g)].filter(([, to = '']) => !/^(#|https?:\/\/)/.test(to))).toEqual([]);
      expect(renderCanvas(draft).length).toBeLessThanOrEqual(100_000);
    });
  });
});

const own = new Set(
  '!doctype html head meta title style body main h1 h2 h3 p nav ul li a section strong bdi span code q time sup div table thead tr th tbody td figure figcaption pre svg desc defs marker path rect line text polyline'.split(
    ' ',
  ),
);
const linksIn = ({ blocks }: Draft['sections'][number]): string[] =>
  blocks
    .flatMap((block) => [...citedIn(block)])
    .flatMap((cited) => ('parts' in cited ? cited.parts : cited.cells.flat()))
    .flatMap((part) => (part.type === 'link' ? [part.url] : []));
/** Parsers and writers differ in what they encode. */
const plain = (one: string): string => one.replace(/%[0-9A-F]{2}|[\\|`^{}[\]]/gi, '').replace(/&amp;/g, '&');
