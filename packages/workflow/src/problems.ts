import type { Problem } from './errors.ts';

/** What a schema found wrong, each with its place in the declaration and what to write instead. */
export function problemsOf(
  issues: readonly { path: PropertyKey[]; message: string }[],
  stepIds: readonly string[] = [],
): Problem[] {
  return issues.map((issue) => ({
    place: placeOf(issue.path, stepIds),
    problem: 'the value does not fit',
    mend: `${issue.message[0]?.toUpperCase()}${issue.message.slice(1)}.`,
  }));
}

function placeOf(path: readonly PropertyKey[], stepIds: readonly string[]): string {
  const named =
    path[0] === 'steps' && typeof path[1] === 'number'
      ? ['steps', stepIds[path[1]] ?? path[1], ...path.slice(2)]
      : path;
  return named.map(String).join('.') || 'the declaration';
}
