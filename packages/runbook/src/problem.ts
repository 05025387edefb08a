import type { Problem } from '@tocsin/workflow';

/** One thing wrong with a runbook: file and line, what, and how to mend it; `place` holds both for reading. */
export interface RunbookProblem extends Problem {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

export function problemAt(
  { file, line }: { readonly file: string; readonly line: number },
  problem: string,
  mend: string,
): RunbookProblem {
  return { file, line, place: `${file}:${line}`, problem, mend };
}

/** The known name that was most likely meant, if one is near. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase();
  let best: { name: string; distance: number } | undefined;
  for (const name of known) {
    const distance = distanceOf(wanted, name.toLowerCase());
    if (distance <= Math.max(1, Math.floor(name.length / 4)) && distance < (best?.distance ?? Infinity))
      best = { name, distance };
  }
  return best?.name;
}

/** Mend for a name that is not known: the one that was meant, or all there are. */
export function nameOneOf(word: string, known: readonly string[]): string {
  const meant = nearest(word, known);
  return meant === undefined ? `Use one of: ${known.join(', ')}.` : `Did you mean "${meant}"?`;
}

/** Levenshtein: letters to put in, take out or replace. */
function distanceOf(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 8) return Infinity;
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const change = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(change, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? Infinity;
}
