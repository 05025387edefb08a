import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSignals } from './parse-signals.ts';
import * as sample from './samples.ts';

describe('nothing makes it throw', () => {
  const samples = Object.values(sample).filter((value) => typeof value === 'object');
  const isFine = (event: unknown) => {
    for (const parsed of parseSignals(event)) {
      if ('error' in parsed) {
        expect(parsed.error.code).toBe('unreadable-signal');
        expect(parsed.error.place).not.toBe('');
        expect(parsed.error.message).not.toMatch(/could not be read/);
      } else expect(parsed.signal.cause).not.toBe('');
    }
  };

  it('random JSON', () => {
    fc.assert(fc.property(fc.jsonValue(), isFine), { numRuns: 500 });
    fc.assert(
      fc.property(fc.jsonValue(), (body) => isFine(sample.sqsBatch(body))),
      { numRuns: 500 },
    );
  });

  it('samples with any one part replaced or left out', () => {
    const events = [
      ...samples,
      ...samples.map((one) => sample.sqsBatch(one)),
      ...samples.map((one) => sample.snsBatch(one)),
    ];
    const mutation = fc.record({
      event: fc.constantFrom(...events),
      at: fc.nat(),
      by: fc.option(fc.jsonValue(), { nil: undefined }),
    });
    fc.assert(
      fc.property(mutation, ({ event, at, by }) => isFine(mutated(event, at, by))),
      { numRuns: 3000 },
    );
  });
});

/** The value with the part number `at`, counted through the tree, replaced; undefined leaves it out. */
function mutated(value: unknown, at: number, by: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(value)) as unknown;
  const parts: [Record<string, unknown>, string][] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const key of Object.keys(node)) {
      parts.push([node as Record<string, unknown>, key]);
      visit((node as Record<string, unknown>)[key]);
    }
  };
  visit(copy);
  const part = parts[at % Math.max(parts.length, 1)];
  if (!part) return by;
  if (by === undefined) delete part[0][part[1]];
  else part[0][part[1]] = by;
  return copy;
}
