import type { Answer } from './answer.ts';
import type { Paint } from './paint.ts';

/** Something that is wrong in a file. */
export interface Finding {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly place: string;
  readonly problem: string;
  readonly mend: string;
}

/** What a lint answers: `file:line: problem`, as editors and CI understand it, and the mend below. */
export function findingsAnswer(
  findings: readonly Finding[],
  { fine, more }: { readonly fine: string; readonly more: object },
): Answer {
  return {
    code: findings.length === 0 ? 0 : 1,
    object: { ok: findings.length === 0, ...more, problems: findings },
    words: (paint) => (findings.length === 0 ? paint.green(fine) : findingsWords(findings, paint)),
  };
}

function findingsWords(findings: readonly Finding[], { bold, red, dim }: Paint): string {
  const lines = findings.map(({ file, line, place, problem, mend }) => {
    const where = place.startsWith(`${file}:`) || place === '' ? '' : ` ${dim(`(${place})`)}`;
    return `${bold(`${file}:${line}`)}: ${problem}${where}\n  ${mend}`;
  });
  return [...lines, '', red(`${findings.length} ${findings.length === 1 ? 'problem' : 'problems'}`)].join('\n');
}
