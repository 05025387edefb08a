import type { FormRef } from './views/meta.ts';
import type { BookRef, WalkRef } from './walk-ref.ts';

/** What buttons say, to be written alone: respond shows them, and leaves the schemas to whoever reads them back. */
export const walkRefText = (ref: WalkRef): string => JSON.stringify(ref);

export const bookRefText = (ref: BookRef): string => JSON.stringify(ref);

/** A button's value takes 2,000 characters; words that do not fit are typed again. */
export function formRefText({ incident: id, given = {} }: FormRef): string {
  if (Object.keys(given).length === 0 && id !== undefined) return id;
  const text = JSON.stringify({ incident: id, given });
  return text.length <= 1_900 ? text : JSON.stringify({ incident: id });
}
