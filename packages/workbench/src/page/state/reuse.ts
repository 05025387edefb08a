/**
 * `next`, with every part that is what it was before taken from `before`: the whole state comes anew with each change, and
 * what did not change should not be drawn again.
 */
export function reuse<T>(before: unknown, next: T): T {
  if (Object.is(before, next)) return next;
  if (Array.isArray(next)) {
    const old = Array.isArray(before) ? (before as unknown[]) : [];
    const parts = next.map((part, index) => reuse(old[index], part));
    return (Array.isArray(before) && same(old, parts) ? before : parts) as T;
  }
  if (isRecord(next)) {
    const old = isRecord(before) ? before : {};
    const parts = Object.fromEntries(Object.entries(next).map(([name, part]) => [name, reuse(old[name], part)]));
    return (isRecord(before) && same(Object.values(old), Object.values(parts)) && sameNames(old, parts)
      ? before
      : parts) as unknown as T;
  }
  return next;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const same = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((one, index) => Object.is(one, b[index]));

const sameNames = (a: object, b: object): boolean => same(Object.keys(a), Object.keys(b));
