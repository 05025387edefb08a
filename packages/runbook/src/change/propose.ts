import { createPatch } from 'diff';
import type { Runbook, Step } from '../model.ts';
import { isOutcome, type Outcome, recordOf, type Walk } from '../walk/walk.ts';
import { asText } from './text.ts';

export interface ProposedChange {
  readonly file: string;
  /** The whole file as it is proposed. */
  readonly text: string;
  /** Unified diff against the file as it is. */
  readonly diff: string;
  /** What it stems from, in words, one for each step. */
  readonly because: readonly string[];
}
export type Proposal =
  | {
      readonly type: 'change';
      readonly changes: readonly ProposedChange[];
      /** Steps that were walked and are no longer in the runbook; what was said of them. */
      readonly lost: readonly string[];
    }
  | { readonly type: 'nothing'; readonly reason: string };

/**
 * Proposes a change of the runbook from a walk that ended: under each step that was skipped, did not work or was noted
 * on, a list of what people said, for the owner to work into the text. Nothing that stands in the file is touched.
 *
 * @param runbook as it is now; steps are found again by their ids if it has changed since the walk began
 * @param textOf the text of a file, by its path from the catalog's root
 * @param incident its id, to which each line refers
 */
export function proposeChange(
  walk: Walk,
  { runbook, textOf, incident }: { runbook: Runbook; textOf: (file: string) => string | undefined; incident: string },
): Proposal {
  if (!walk.ended) return { type: 'nothing', reason: 'The walk has not ended.' };
  const told = walk.plan.steps
    .map(({ id, title }) => ({ id, title, lines: linesOf(walk, id, incident) }))
    .filter(({ lines }) => lines.length > 0);
  if (told.length === 0) return { type: 'nothing', reason: 'Every step was done as it is written.' };

  const byFile = new Map<string, { step: Step; lines: readonly string[] }[]>();
  const lost: string[] = [];
  for (const { id, title, lines } of told) {
    const step = runbook.steps.find((one) => one.id === id);
    if (step && textOf(step.place.file) !== undefined)
      byFile.set(step.place.file, [...(byFile.get(step.place.file) ?? []), { step, lines }]);
    else lost.push(`${title}: ${lines.map(withoutMark).join(' ')}`);
  }
  const changes = [...byFile].map(([file, additions]): ProposedChange => {
    const before = textOf(file) ?? '';
    const text = withAdditions(before, additions);
    return {
      file,
      text,
      diff: createPatch(file, before, text, undefined, undefined, { context: 3 }),
      because: additions.map(({ step, lines }) => `${step.title}: ${lines.map(withoutMark).join(' ')}`),
    };
  });
  return { type: 'change', changes, lost };
}

const withoutMark = (line: string): string => line.replace(/^- /, '');

function linesOf(walk: Walk, id: string, incident: string): string[] {
  const { status, earlier, notes } = recordOf(walk, id);
  const outcomes = [...earlier, ...(isOutcome(status) ? [status] : [])];
  const from = (at: string): string => `${at.slice(0, 10)}, ${asText(incident)}`;
  return [
    ...outcomes.flatMap((outcome) => {
      const words = wordsFor(outcome);
      return words === undefined ? [] : [`- ${words} (${from(outcome.at)})`];
    }),
    ...notes.map(({ text, at }) => `- ${asText(text)} (${from(at)})`),
  ];
}

function wordsFor(outcome: Outcome): string | undefined {
  switch (outcome.type) {
    case 'skipped':
      return `Skipped: ${asText(outcome.why)}`;
    case 'did-not-work':
      return `Did not work: ${asText(outcome.why)}`;
    case 'acted':
      return outcome.worked ? undefined : `Did not work: ${asText(outcome.said)}`;
    case 'done':
    case 'answered':
    case 'checked':
      return undefined;
    default:
      return outcome satisfies never;
  }
}

/** Puts each list at the end of its step's text, from the bottom up, so that the lines above keep their numbers. */
function withAdditions(text: string, additions: readonly { step: Step; lines: readonly string[] }[]): string {
  const mark = text.includes('\r\n') ? '\r' : '';
  const lines = text.split('\n');
  for (const { step, lines: added } of [...additions].sort((a, b) => b.step.place.lastLine - a.step.place.lastLine)) {
    let end = Math.min(step.place.lastLine, lines.length);
    while (end > step.place.line && lines[end - 1]?.trim() === '') end -= 1;
    // A comment keeps what was said apart from a list that the step may end with (CommonMark 0.31, 5.3).
    const inserted = ['', '<!-- from incidents: work this into the step, then delete it -->', '', ...added];
    // A last line without its newline gets one.
    if (end === lines.length) lines[end - 1] += mark;
    lines.splice(end, 0, ...inserted.map((line) => line + mark), ...(end === lines.length ? [''] : []));
  }
  return lines.join('\n');
}
