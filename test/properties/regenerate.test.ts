import { regenerate } from '@tocsin/postmortem';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

/** Lines that are told apart, as a document: headings, rows, items, code, paragraphs. */
const line = fc.oneof(
  fc.nat(30).map((n) => `Paragraph ${n}.`),
  fc.nat(30).map((n) => `- item ${n}`),
  fc.nat(30).map((n) => `| row ${n} | x |`),
  fc.nat(4).map((n) => `### Heading ${n}`),
  fc.nat(30).map((n) => `\`\`\`text\ncode ${n}\n\n# no heading\n\`\`\``),
);
const section = fc.record({ title: fc.nat(6), lines: fc.array(line, { maxLength: 8 }) });
const written = fc.array(section, { minLength: 1, maxLength: 5 }).map((sections) => {
  const seen = new Set<number>();
  const once = sections.filter(({ title }) => !seen.has(title) && seen.add(title));
  return `# Title\n\n${once.map(({ title, lines }) => [`## Section ${title}`, ...lines].join('\n\n')).join('\n\n')}\n`;
});
/** A document with some lines changed, taken out and added. */
const changed = (document: string, edits: readonly (readonly [number, string, string])[]): string => {
  const blocks = document.trimEnd().split('\n\n');
  for (const [place, type, word] of edits) {
    const at = place % (blocks.length + 1);
    const what = type === 'item' ? `- theirs ${word}` : `Theirs ${word}.`;
    if (type === 'gone') blocks.splice(at, 1);
    else if (type === 'changed') blocks.splice(at, 1, what);
    else blocks.splice(at, 0, what);
  }
  return `${blocks.join('\n\n')}\n`;
};
const edits = fc.array(
  fc.tuple(fc.nat(40), fc.constantFrom('gone', 'changed', 'added', 'item'), fc.stringMatching(/^[a-z]{6}$/)),
  { maxLength: 6 },
);

const runs = { numRuns: 500 };
const holdsFor = (
  holds: (base: string, fresh: string, edits: readonly (readonly [number, string, string])[]) => void,
) => fc.assert(fc.property(written, written, edits, holds), runs);

describe('a draft that is made again', () => {
  it('is the new one to the byte where people changed nothing', () => {
    holdsFor((base, fresh) => {
      expect(regenerate({ base, edited: base, fresh })).toMatchObject({ text: fresh, offers: [] });
    });
  });

  it('is people’s own to the byte where nothing is new', () => {
    const anything = fc.string({ unit: fc.constantFrom('#', ' ', '\n', '|', '-', '`', 'a', '## b\n') });
    const same = (base: string, edited: string): void => {
      expect(regenerate({ base, edited, fresh: base })).toMatchObject({ text: edited, offers: [] });
    };
    fc.assert(fc.property(written, fc.oneof(written, anything), same), runs);
  });

  it('keeps every line that people wrote, in their order', () => {
    holdsFor((base, fresh, changes) => {
      const edited = changed(base, changes);
      const { text } = regenerate({ base, edited, fresh });
      const theirs = (document: string) => document.split('\n').filter((one) => /theirs/i.test(one));
      expect(theirs(text)).toEqual(theirs(edited));
    });
  });

  it('holds or offers every line that is new', () => {
    holdsFor((base, fresh, changes) => {
      const { text, offers } = regenerate({ base, edited: changed(base, changes), fresh });
      const shown = new Set(`${text}\n${offers.map(({ now }) => now).join('\n')}`.split('\n'));
      const known = new Set(base.split('\n'));
      expect(fresh.split('\n').filter((one) => !known.has(one) && !shown.has(one))).toEqual([]);
    });
  });
});
