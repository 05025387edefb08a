import type * as z from 'zod/mini';

export type Issue = z.core.$ZodIssue;

/** What is really wrong where a union says only that nothing fits: the branch that was plainly meant, if there is one. */
export function deepest(issue: Issue): Issue {
  if (issue.code !== 'invalid_union') return issue;
  const inner = issue.errors.flat().find(({ code, path }) => code === 'unrecognized_keys' || path.length > 0);
  return inner ? deepest({ ...inner, path: [...issue.path, ...inner.path] }) : issue;
}

export const sentence = (words: string): string => `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}.`;
