import type { Entry, TaskResult } from '@tocsin/incident';
import type { Outcome } from '@tocsin/runbook';

type WalkEntry = Extract<Entry, { readonly type: `walk.${string}` | `task.${string}` | `undo.${string}` }>;

/** What happened in a walk through a runbook, in words: which walk, which step, what was said or read. */
export function walkStory(entry: WalkEntry): string {
  switch (entry.type) {
    case 'walk.began':
      return `began the runbook “${entry.plan.title}” (${entry.walk})${because(entry.reason)}`;
    case 'walk.moved':
      return `${moveStory(entry)} (${entry.walk})`;
    case 'walk.ended':
      return `saw the runbook ${endWords(entry.ended)} (${entry.walk}), ${entry.summary}`;
    case 'task.told':
      return `told what came of “${entry.title}”: ${resultWords(entry.result)} (${entry.walk})`;
    case 'task.overdue':
      return `asked again for “${entry.title}”: its result is overdue (${entry.walk})`;
    case 'undo.asked':
      return `wants “${entry.title}” undone, and someone else to agree (${entry.walk})`;
    case 'undo.declined':
      return `did not agree to undo “${entry.title}” (${entry.walk})`;
    case 'undo.started':
      return entry.approves === undefined
        ? `had “${entry.title}” undone (${entry.walk})`
        : `agreed with <@${entry.approves}> to undo “${entry.title}” (${entry.walk})`;
    default:
      return entry satisfies never;
  }
}

function moveStory({ event, title = '', result, forReal }: WalkEntry & { type: 'walk.moved' }): string {
  const step = `“${title}”`;
  switch (event.type) {
    case 'walk.began':
      return 'began';
    case 'walk.joined':
      return 'walks along';
    case 'walk.left':
      return 'walks along no longer';
    case 'walk.stopped':
      return `stopped${because(event.why)}`;
    case 'step.asked':
      return `wants ${step} done${forReal ? ' for real' : ''}, and someone else to agree`;
    case 'step.declined':
      return `did not agree to ${step}`;
    case 'step.started':
      return event.approvedBy === undefined ? `started ${step}` : `agreed to ${step}, for <@${event.by}>`;
    case 'step.settled':
      return `${step}: ${outcomeWords(event.outcome)}${readAt(result)}`;
    case 'step.noted':
      return `noted on ${step}: ${event.text}`;
    case 'step.again':
      return result === undefined ? `begins ${step} again` : `could not settle ${step}: ${resultWords(result)}`;
    case 'step.went-on':
      return `went on from ${step} all the same`;
    case 'step.left':
      return `went back from ${step}`;
    default:
      return event satisfies never;
  }
}

function outcomeWords(outcome: Outcome): string {
  switch (outcome.type) {
    case 'done':
      return 'done';
    case 'skipped':
      return `skipped, ${outcome.why}`;
    case 'did-not-work':
      return `did not work, ${outcome.why}`;
    case 'answered':
      return outcome.answer;
    case 'checked':
      return `${outcome.said}${outcome.asExpected ? '' : ', not as expected'}`;
    case 'acted':
      return outcome.worked ? outcome.said : `failed, ${outcome.said}`;
    default:
      return outcome satisfies never;
  }
}

function endWords(ended: Extract<Entry, { type: 'walk.ended' }>['ended']): string {
  if (ended.type === 'stopped') return 'stopped';
  return ended.type === 'continued' ? `go on in ${ended.file}` : 'walked to its end';
}

const resultWords = ({ said, next }: TaskResult): string => (next === undefined ? said : `${said} ${next}`);
const readAt = (result: TaskResult | undefined): string => (result?.type === 'read' ? `, read at ${result.at}` : '');
const because = (reason: string | undefined): string => (reason === undefined ? '' : `: ${reason}`);
