/** One thing wrong with a declaration: where, what, and how to mend it. */
export interface Problem {
  readonly place: string;
  readonly problem: string;
  readonly mend: string;
}

/** A declaration that cannot be used; lists every problem found, each with its place and mend. */
export class DeclarationError extends Error {
  readonly code = 'wrong-declaration';
  readonly problems: readonly Problem[];
  constructor(what: string, problems: readonly Problem[]) {
    super(`${what} is declared wrongly:\n${problems.map(describeProblem).join('\n')}`);
    this.name = 'DeclarationError';
    this.problems = problems;
  }
}

export function describeProblem({ place, problem, mend }: Problem): string {
  return `  ${place}: ${problem}. ${mend}`;
}
