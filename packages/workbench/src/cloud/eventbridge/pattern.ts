/** An event pattern: for each field a nested pattern, or the values and matchers of which one must fit. */
export type Pattern = { readonly [field: string]: Pattern | readonly Matcher[] };

export type Matcher =
  | string
  | number
  | boolean
  | null
  | { readonly prefix: string }
  | { readonly suffix: string }
  | { readonly exists: boolean }
  | { readonly 'anything-but': string | number | ReadonlyArray<string | number> | { readonly prefix: string } };

/**
 * Whether an event matches a pattern: every field of the pattern, and of a field that is a list in the event any element.
 * The subset that Tocsin's rules use; a matcher outside it throws, rather than silently match nothing.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function matches(pattern: Pattern, event: unknown): boolean {
  return Object.entries(pattern).every(([field, wanted]) => {
    const value = isObject(event) ? event[field] : undefined;
    if (isMatchers(wanted)) return wanted.some((matcher) => fits(matcher, value));
    // A nested pattern on an absent object can still hold: {"exists": false} inside it.
    return Array.isArray(value) ? value.some((element) => matches(wanted, element)) : matches(wanted, value);
  });
}

/** Throws for a matcher that `matches` does not know, so that a rule fails when it is made and not at the first event. */
export function checkPattern(pattern: Pattern): void {
  for (const wanted of Object.values(pattern)) {
    if (!isMatchers(wanted)) checkPattern(wanted);
    else for (const matcher of wanted) fitsOne(matcher, '');
  }
}

function fits(matcher: Matcher, value: unknown): boolean {
  if (typeof matcher === 'object' && matcher !== null && 'exists' in matcher)
    return matcher.exists === (value !== undefined);
  if (value === undefined) return false;
  return Array.isArray(value) ? value.some((element) => fitsOne(matcher, element)) : fitsOne(matcher, value);
}

function fitsOne(matcher: Matcher, value: unknown): boolean {
  if (typeof matcher !== 'object' || matcher === null) return matcher === value;
  if ('exists' in matcher) return matcher.exists;
  if ('prefix' in matcher) return typeof value === 'string' && value.startsWith(matcher.prefix);
  if ('suffix' in matcher) return typeof value === 'string' && value.endsWith(matcher.suffix);
  if ('anything-but' in matcher) {
    const not = matcher['anything-but'];
    if (typeof not === 'object' && 'prefix' in not) return !(typeof value === 'string' && value.startsWith(not.prefix));
    return !(typeof not === 'object' ? not : [not]).includes(value as string | number);
  }
  throw new Error(`Unknown matcher in an event pattern: ${JSON.stringify(matcher)}`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isMatchers(value: Pattern | readonly Matcher[]): value is readonly Matcher[] {
  return Array.isArray(value);
}
