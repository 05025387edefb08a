import * as z from 'zod/mini';

/**
 * What to write instead of a value for which its schema has no words of its own, as an order without a full stop;
 * undefined where none follows from the issue. Whether full zod was loaded, and with it its own words, changes nothing.
 */
export function mendOf(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return `write ${kinds[issue.expected] ?? `a value of type ${issue.expected}`}`;
    case 'invalid_value':
      return oneOf(issue.values);
    case 'unrecognized_keys':
      return issue.inst instanceof z.core.$ZodObject
        ? `use one of: ${Object.keys(issue.inst._zod.def.shape).join(', ')}`
        : 'take it out';
    case 'too_small':
      return issue.origin === 'string'
        ? 'write some text'
        : `write a number ${issue.inclusive ? `of ${issue.minimum} or more` : `above ${issue.minimum}`}`;
    case 'too_big':
      return `write a number ${issue.inclusive ? `of ${issue.maximum} or less` : `below ${issue.maximum}`}`;
    case 'invalid_key':
      return issue.issues[0]?.message;
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options) ? oneOf(issue.options) : undefined;
    default:
      return undefined;
  }
}

const oneOf = (values: readonly unknown[]): string => `use one of: ${values.map(String).join(', ')}`;

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list, in brackets',
  object: 'an object, in braces',
  record: 'an object, in braces',
};
