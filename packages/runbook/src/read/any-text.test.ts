import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRunbooks } from './index.ts';
import { block, policy, read, told } from './samples.ts';

describe('whatever the text', () => {
  const piece = fc.constantFrom(
    '# A\n',
    '## B\n\n',
    '### A\n',
    '```yaml\n',
    '```\n',
    'check: metric\n',
    'act: lambda\n',
    'back: x\n',
    'function: f\n',

    '- Yes → [A](#a)\n',
    '- Include → [A](a.md)\n',
    '- Include → [B](b.md#b)\n',
    '- x\n',
    '  ',
    '> ',
    '---\n',
    'owner: x\n',

    'applies-to: [',
    '{{',
    '}}',
    '{{step}}',
    '<!--',
    '-->',
    '<a name="b">',
    '| a | b |\n|--|--|\n',
    '[x]: #b\n',
    '[x][x]',
    '\r\n',

    '\uFEFF',
    '&a *a',
    '__proto__: 1\n',
    '%',
    '](%E0%A4%A)',
    '![',
    '[^1]',
    '[^1]: x\n',
    '1. ',
    '\t',
    '\n\n',
    'A\n===\n',
  );
  const text = fc.oneof(
    fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'binary' }),
  );

  it('reading never throws, every problem has its place, and every way leads to a step that is there', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const { runbooks, problems } = readRunbooks({ texts: { 'a.md': a, 'b.md': b }, policy });
        expect(runbooks).toHaveLength(2);
        for (const { line, mend, problem } of problems)
          expect([line > 0, mend !== '', problem !== '']).toEqual([true, true, true]);
        for (const { steps } of runbooks) {
          const ids = steps.map(({ id }) => id);
          expect(new Set(ids).size).toBe(ids.length);
          for (const { exits } of steps) {
            const targets = [exits.onward, exits.otherwise, ...exits.branches.map(({ target }) => target)];
            for (const target of targets) if (target?.type === 'step') expect(ids).toContain(target.step);
            expect(exits.onward !== undefined || exits.branches.length > 0).toBe(true);
          }
        }
        expect(JSON.parse(JSON.stringify(runbooks))).toEqual(runbooks);
      }),
      { numRuns: 400 },
    );
  });

  it('a text that is too long, or nested as deep as no one writes, gives a problem or a runbook', () => {
    expect(told(`## A\n\n${'x'.repeat(300_000)}`)[0]).toMatch(/it cannot be read: it has more than 256 KB/);
    expect(() => read(`## A\n\n${'> '.repeat(600)}x`)).not.toThrow();
    expect(() => read(`## A\n\n${'- '.repeat(300)}x`)).not.toThrow();
    expect(told(block(`a: &a [x]\nb: &b [*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b]\n`))).toEqual([]);
  });
});
