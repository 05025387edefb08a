import { createTwoFilesPatch } from 'diff';
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
    .map(({ id, title }) => ({ id, title, said: saidOf(walk, id) }))
    .filter(({ said }) => said.length > 0);
  if (told.length === 0) return { type: 'nothing', reason: 'Every step was done as it is written.' };

  const byFile = new Map<string, Addition[]>();
  const lost: string[] = [];
  for (const { id, title, said } of told) {
    const step = runbook.steps.find((one) => one.id === id);
    if (step && textOf(step.place.file) !== undefined)
      byFile.set(step.place.file, [...(byFile.get(step.place.file) ?? []), { step, said }]);
    else lost.push(because(title, said));
  }
  const changes = [...byFile].map(([file, additions]): ProposedChange => {
    const before = textOf(file) ?? '';
    const text = withAdditions(before, additions, incident);
    return {
      file,
      text,
      diff: createTwoFilesPatch(`a/${file}`, `b/${file}`, before, text, undefined, undefined, { context: 3 }),
      because: additions.map(({ step, said }) => because(step.title, said)),
    };
  });
  return { type: 'change', changes, lost };
}

interface Said {
  readonly words: string;
  readonly day: string;
}
interface Addition {
  readonly step: Step;
  readonly said: readonly Said[];
}

/** What people said of a step, each with the day. */
function saidOf(walk: Walk, id: string): Said[] {
  const { status, earlier, notes } = recordOf(walk, id);
  const outcomes = [...earlier, ...(isOutcome(status) ? [status] : [])];
  return [
    ...outcomes.flatMap((outcome) => {
      const words = wordsFor(outcome);
      return words === undefined ? [] : [{ words, day: outcome.at.slice(0, 10) }];
    }),
    ...notes.map(({ text, at }) => ({ words: text, day: at.slice(0, 10) })),
  ];
}

function wordsFor(outcome: Outcome): string | undefined {
  switch (outcome.type) {
    case 'skipped':
      return `Skipped: ${outcome.why}`;
    case 'did-not-work':
      return `Did not work: ${outcome.why}`;
    case 'acted':
      return outcome.worked ? undefined : `Did not work: ${outcome.said}`;
    case 'done':
    case 'answered':
    case 'checked':
      return undefined;
    default:
      return outcome satisfies never;
  }
}

const because = (title: string, said: readonly Said[]): string =>
  `${title}: ${said.map(({ words }) => words).join('; ')}`;

/** Puts each list at the end of its step's text, from the bottom up, so that the lines above keep their numbers. */
function withAdditions(text: string, additions: readonly Addition[], incident: string): string {
  const mark = text.includes('\r\n') ? '\r' : '';
  const lines = text.split('\n');
  const upwards = [...additions].sort((a, b) => b.step.place.lastLine - a.step.place.lastLine);
  for (const { step, said } of upwards) {
    const added = said.map(({ words, day }) => `- ${asText(words)} (${day}, ${asText(incident)})`);
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
