import { expect, test } from 'vitest';
import { reuse } from './reuse.ts';

test('what is equal stays the same object, and what changed is new', () => {
  const before = { a: [{ x: 1 }, { x: 2 }], b: { c: null } };
  const after = reuse(before, { a: [{ x: 1 }, { x: 3 }], b: { c: null } });
  expect(after).toEqual({ a: [{ x: 1 }, { x: 3 }], b: { c: null } });
  expect(after).not.toBe(before);
  expect(after.a[0]).toBe(before.a[0]);
  expect(after.a[1]).not.toBe(before.a[1]);
  expect(after.b).toBe(before.b);
  expect(reuse(before, structuredClone(before))).toBe(before);
});

test.each([
  [{ a: 1 }, { b: 1 }],
  [[1], { 0: 1 }],
  [{ a: 1, b: 2 }, { a: 1 }],
  [[1, 2], [1]],
  [undefined, null],
  [undefined, []],
  [undefined, {}],
])('%j becomes %j', (before, next) => {
  expect(reuse<unknown>(before, next)).toEqual(next);
});
