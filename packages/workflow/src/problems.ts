import type * as z from 'zod/mini';
import type { Problem } from './errors.ts';
import { mendOf } from './mend.ts';

type Issue = z.core.$ZodIssue;

/** How declarations are parsed: with a mend for each issue, and with the value that it is about. */
export const inWords = { error: mendOf, reportInput: true } as const;

/** What a schema found wrong, each with its place in the declaration and what to write instead. */
export function problemsOf(issues: readonly Issue[], stepIds: readonly string[] = []): Problem[] {
  return issues.flatMap(meant).flatMap((issue) => {
    const mend = `${issue.message[0]?.toUpperCase()}${issue.message.slice(1)}.`;
    if (issue.code !== 'unrecognized_keys') {
      return [{ place: placeOf(issue.path, stepIds), problem: problemIn(issue), mend }];
    }
    return issue.keys.map((key) => ({
      place: placeOf([...issue.path, key], stepIds),
      problem: `there is no "${key}" here`,
      mend,
    }));
  });
}

const problemIn = ({ code, input }: Issue): string =>
  code === 'invalid_type' && input === undefined ? 'the value is missing' : 'the value does not fit';

/** Of a value that may have several forms, what is wrong with the only one whose keys it has. */
function meant(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const near = issue.errors.filter((errors) =>
    errors.every(({ code, path }) => code !== 'unrecognized_keys' && path.length > 0),
  );
  const [only = [], ...others] = near;
  if (only.length === 0 || others.length > 0) return [issue];
  return only.flatMap((inner) => meant({ ...inner, path: [...issue.path, ...inner.path] }));
}

function placeOf(path: readonly PropertyKey[], stepIds: readonly string[]): string {
  const named =
    path[0] === 'steps' && typeof path[1] === 'number'
      ? ['steps', stepIds[path[1]] ?? path[1], ...path.slice(2)]
      : path;
  return named.map(String).join('.') || 'the declaration';
}
