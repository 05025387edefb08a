import { describeCurrent, type Move, movesAt, plannedStep, recordOf, type Walk } from '@tocsin/runbook';
import { nearest } from '../nearest.ts';
import type { WalkWord } from './words.ts';

/** A move that somebody means, or what they have to say instead. */
export type Wish =
  | { readonly type: 'move'; readonly move: Move; readonly forReal?: true }
  | { readonly type: 'ask'; readonly form: 'walk-skip' | 'walk-did-not-work' | 'walk-note' | 'walk-stop' }
  | { readonly type: 'unclear'; readonly words: string };

type Moving = Exclude<WalkWord, 'list' | 'start' | 'status' | 'help' | 'change' | 'handover' | 'undo'>;

/** What a word means where the walk is now: people on a keyboard do not name steps and attempts. */
export function wishFor(word: Moving, rest: string, walk: Walk): Wish {
  if (word === 'join' || word === 'leave') return { type: 'move', move: { type: word } };
  if (word === 'stop') return rest === '' ? { type: 'ask', form: 'walk-stop' } : moving({ type: 'stop', why: rest });
  const step = plannedStep(walk, walk.at);
  if (!step) return { type: 'unclear', words: `${describeCurrent(walk)} \`/incident runbook start\` begins another.` };
  const at = { step: step.id, attempt: recordOf(walk, step.id).attempt };
  switch (word) {
    case 'done':
      return moving({ type: 'done', ...at });
    case 'run':
      return /^(for )?real$/i.test(rest)
        ? { type: 'move', move: { type: 'start', ...at }, forReal: true }
        : moving({ type: 'start', ...at });
    case 'approve':
    case 'decline':
    case 'again':
    case 'back':
      return moving({ type: word, ...at });
    case 'on':
      return moving({ type: 'go-on', ...at });
    case 'skip':
      return rest === '' ? { type: 'ask', form: 'walk-skip' } : moving({ type: 'skip', why: rest, ...at });
    case 'failed':
      return rest === ''
        ? { type: 'ask', form: 'walk-did-not-work' }
        : moving({ type: 'did-not-work', why: rest, ...at });
    case 'note':
      return rest === '' ? { type: 'ask', form: 'walk-note' } : moving({ type: 'note', text: rest, ...at });
    case 'answer':
      return answering(rest, walk, at);
    case 'next':
      return nextMove(walk, at);
    default:
      return word satisfies never;
  }
}

const moving = (move: Move): Wish => ({ type: 'move', move });

interface At {
  readonly step: string;
  readonly attempt: number;
}

/** What most likely comes next; where people have to choose, it says what there is. */
function nextMove(walk: Walk, at: At): Wish {
  const moves = movesAt(walk);
  if (moves.includes('answer')) return answering('', walk, at);
  if (moves.includes('go-on'))
    return {
      type: 'unclear',
      words:
        'It did not go as expected. Say `/incident runbook again`, or `/incident runbook on` to go on all the same.',
    };
  if (moves.includes('approve'))
    return { type: 'unclear', words: 'It waits for somebody else: `/incident runbook approve`, or `decline`.' };
  if (moves.includes('start')) return moving({ type: 'start', ...at });
  if (moves.includes('done')) return moving({ type: 'done', ...at });
  return { type: 'unclear', words: 'Its result is awaited; it is shown in a moment.' };
}

/** An answer by its words, its number, a part of it that no other has, or words like it. */
function answering(said: string, walk: Walk, at: At): Wish {
  const labels = (plannedStep(walk, walk.at)?.exits.branches ?? []).map(({ label }) => label);
  const answer = said === '' ? undefined : answerLike(said.toLowerCase(), labels);
  if (answer !== undefined) return moving({ type: 'answer', answer, ...at });
  if (labels.length === 0) return { type: 'unclear', words: `${describeCurrent(walk)} It asks nothing.` };
  const choices = labels.map((label, index) => `${index + 1} ${label}`).join(' · ');
  return { type: 'unclear', words: `Say which: \`/incident runbook answer 1\`. There is: ${choices}` };
}

function answerLike(said: string, labels: readonly string[]): string | undefined {
  const lower = labels.map((label) => label.toLowerCase());
  const whole = lower.indexOf(said);
  if (whole >= 0) return labels[whole];
  if (/^\d{1,2}$/.test(said)) return labels[Number(said) - 1];
  const [part, another] = labels.filter((_, index) => lower[index]?.includes(said));
  if (part !== undefined && another === undefined) return part;
  return labels[lower.indexOf(nearest(said, lower) ?? '')];
}
