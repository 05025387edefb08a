import fc from 'fast-check';
import { hostile } from '../properties/hostile.ts';

/** What JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * Stands in every text, token and address of the samples, so that a log line that quotes one is seen. Mutation moves no
 * value that holds it: an id is logged for good reason.
 */
export const canary = 'CANARY';

/** Values that nobody expects where they turn up: of another type, at the edge of theirs, or names that objects inherit. */
const odd: fc.Arbitrary<Json> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<Json>(null, true, false, 0, -1, 1, 1e308, 0.5, '', '0', 'null', [], {}) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Json>('__proto__', 'constructor', 'toString', 'hasOwnProperty', '-1', '1e999'),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Json>([[]], [null], [{}], { '': null }, { length: 4_294_967_295 }, 2 ** 53, -0),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Json>('x'.repeat(20_000), '[['.repeat(5_000), ' '.repeat(20_000), '<'.repeat(20_000)),
  },
  {
    weight: 1,
    arbitrary: fc.constant(
      JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}') as Json,
    ),
  },
  // Four of them in one another are less than what JSON.stringify can hold on the stack.
  { weight: 1, arbitrary: fc.integer({ min: 100, max: 700 }).map(nested) },
  { weight: 3, arbitrary: hostile },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json> },
);

function nested(depth: number): Json {
  let value: Json = 'deep';
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

type Edit =
  | { readonly how: 'remove' | 'wrap' | 'double' | 'cut'; readonly at: number }
  | { readonly how: 'replace' | 'insert'; readonly at: number; readonly by: Json }
  | { readonly how: 'swap'; readonly at: number; readonly with: number };

const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ how: fc.constantFrom('remove', 'wrap', 'double', 'cut'), at: fc.nat() }) },
  { weight: 6, arbitrary: fc.record({ how: fc.constantFrom('replace', 'insert'), at: fc.nat(), by: odd }) },
  { weight: 2, arbitrary: fc.record({ how: fc.constant('swap'), at: fc.nat(), with: fc.nat() }) },
) as fc.Arbitrary<Edit>;

/** One of the samples with up to four of its parts gone, replaced, wrapped, doubled, cut or exchanged; some are as they were. */
export const mutantOf = (samples: readonly Json[]): fc.Arbitrary<Json> =>
  fc
    .tuple(fc.constantFrom(...samples), fc.array(edit, { maxLength: 4 }))
    .map(([sample, edits]) => edits.reduce<Json>(edited, sample));

type Holder = { [key: string]: Json };
interface Part {
  readonly holder: Holder;
  readonly key: string;
}

/** The value with one part changed; parts are counted through the whole tree. */
function edited(value: Json, change: Edit): Json {
  const copy = copyOf(value);
  const parts = partsOf(copy);
  const part = parts[change.at % Math.max(1, parts.length)];
  if (!part) return change.how === 'replace' ? change.by : copy;
  const { holder, key } = part;
  const now = holder[key] as Json;
  switch (change.how) {
    case 'remove':
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else delete holder[key];
      return copy;
    case 'wrap':
      put(holder, key, [now]);
      return copy;
    case 'double':
      put(holder, Array.isArray(holder) ? String(holder.length) : `${key}2`, now);
      return copy;
    case 'cut':
      put(holder, key, typeof now === 'string' ? now.slice(0, now.length / 2) : null);
      return copy;
    case 'replace':
      put(holder, key, change.by);
      return copy;
    case 'insert':
      put(
        holder,
        Array.isArray(holder) ? '0' : typeof change.by === 'string' ? change.by.slice(0, 40) : 'more',
        change.by,
      );
      return copy;
    case 'swap': {
      const other = parts[change.with % parts.length];
      const theirs = other?.holder[other.key] as Json;
      if (other && ![now, theirs].some((one) => JSON.stringify(one)?.includes(canary)))
        put(holder, key, copyOf(theirs));
      return copy;
    }
    default:
      return change satisfies never;
  }
}

const copyOf = (value: Json): Json => JSON.parse(JSON.stringify(value)) as Json;

/** As JSON.parse does, which makes `__proto__` a key like any other. */
function put(holder: Holder, key: string, value: Json): void {
  Object.defineProperty(holder, key, { value: copyOf(value), enumerable: true, configurable: true, writable: true });
}

function partsOf(root: Json): Part[] {
  const parts: Part[] = [];
  const left: Json[] = [root];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (typeof node !== 'object' || node === null) continue;
    const holder = node as Holder;
    for (const key of Object.keys(holder)) {
      parts.push({ holder, key });
      left.push(holder[key] as Json);
    }
  }
  return parts;
}
