/**
 * What a value should look like, and the place where it does not: as little of a schema library as fits what must be loaded
 * before Slack can be answered.
 */
export type Shape = (value: unknown, place: string) => string | undefined;

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const text: Shape = (value, place) => (typeof value === 'string' ? undefined : `${place} is no text`);

/** Text that says something. */
export const named: Shape = (value, place) => text(value, place) ?? (value === '' ? `${place} is empty` : undefined);

/** An id as Slack makes them; nothing that objects inherit is one. */
export const id: Shape = (value, place) =>
  typeof value === 'string' && /^[A-Z0-9]{1,40}$/.test(value) ? undefined : `${place} is no id`;

const seconds = /^\d{1,12}(\.\d{1,9})?$/;
/** A message's stamp: seconds, and what tells two of one second apart. */
export const stamp: Shape = (value, place) =>
  typeof value === 'string' && seconds.test(value) ? undefined : `${place} is no stamp such as 1793888600.000100`;

/** A moment that a date can hold, in seconds. */
export const moment: Shape = (value, place) =>
  typeof value === 'number' && Math.abs(value) < 8e12 ? undefined : `${place} is no time in seconds`;

/** A day as date pickers give it: `2026-12-01`. */
export const day: Shape = (value, place) =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
    ? undefined
    : `${place} is no day such as 2026-12-01`;

export const flag: Shape = (value, place) =>
  typeof value === 'boolean' ? undefined : `${place} is neither true nor false`;

/** What Slack leaves out or sets to null. */
export const maybe =
  (shape: Shape): Shape =>
  (value, place) =>
    value === undefined || value === null ? undefined : shape(value, place);

/** What may be left out, and is not null. */
export const optional =
  (shape: Shape): Shape =>
  (value, place) =>
    value === undefined ? undefined : shape(value, place);

/** An object with these fields; what else it holds nobody reads. */
export const object =
  (fields: Readonly<Record<string, Shape>>): Shape =>
  (value, place) => {
    if (!isRecord(value)) return `${place || 'it'} is no object`;
    const inside = place === '' ? '' : `${place}.`;
    for (const [name, shape] of Object.entries(fields)) {
      const problem = shape(Object.hasOwn(value, name) ? value[name] : undefined, inside + name);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };

/** A list, with at least so many in it. */
export const list =
  (shape: Shape, least = 0): Shape =>
  (value, place) => {
    if (!Array.isArray(value)) return `${place} is no list`;
    if (value.length < least) return `${place} is empty`;
    return first(value.entries(), (index) => `${place}[${index}]`, shape);
  };

/** An object whose names are not ours. */
export const values =
  (shape: Shape): Shape =>
  (value, place) =>
    isRecord(value)
      ? first(Object.entries(value), (name) => `${place}.${name.slice(0, 40)}`, shape)
      : `${place} is no object`;

function first<Key>(
  entries: Iterable<readonly [Key, unknown]>,
  placeOf: (key: Key) => string,
  shape: Shape,
): string | undefined {
  for (const [key, value] of entries) {
    const problem = shape(value, placeOf(key));
    if (problem !== undefined) return problem;
  }
  return undefined;
}
