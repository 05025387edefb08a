import type { Entry } from '@tocsin/incident';
import type { Outcome, WalkEvent } from '@tocsin/runbook';

/** What a step of a walk through a runbook was, in words. */
export function walkStory({ walk, about, event }: Extract<Entry, { type: 'runbook.walked' }>): string {
  return `${didOf(event, about)} (${walk})`;
}

function didOf(event: WalkEvent, about: string): string {
  switch (event.type) {
    case 'walk.began':
      return `began the runbook “${about}”${event.plan.dryRun ? ' as a dry run' : ''}`;
    case 'walk.joined':
      return `walks “${about}” too`;
    case 'walk.left':
      return `left the walk through “${about}”`;
    case 'walk.stopped':
      return `stopped “${about}”: ${event.why}`;
    case 'step.asked':
      return `asked for somebody to agree to “${about}”`;
    case 'step.declined':
      return `did not agree to “${about}”`;
    case 'step.started':
      return `started “${about}”${agreed(event)}`;
    case 'step.again':
      return `tried “${about}” again`;
    case 'step.went-on':
      return `went on after “${about}”`;
    case 'step.left':
      return `went back from “${about}”`;
    case 'step.noted':
      return `noted at “${about}”: ${event.text}`;
    case 'step.settled':
      return outcomeStory(event.outcome, about);
    case 'undo.asked':
      return `asked for somebody to agree to taking “${about}” back`;
    case 'undo.declined':
      return `did not agree to taking “${about}” back`;
    case 'undo.started':
      return `takes “${about}” back${agreed(event)}`;
    case 'undo.settled':
      return `${event.worked ? 'took' : 'could not take'} “${about}” back: ${event.said}`;
    default:
      event satisfies never;
      return 'did what this version of Tocsin does not know';
  }
}

const agreed = ({ approvedBy }: { readonly approvedBy?: string }): string =>
  approvedBy === undefined ? '' : `, agreed by <@${approvedBy}>`;

function outcomeStory(outcome: Outcome, about: string): string {
  switch (outcome.type) {
    case 'done':
      return `did “${about}”`;
    case 'skipped':
      return `skipped “${about}”: ${outcome.why}`;
    case 'did-not-work':
      return `“${about}” did not work: ${outcome.why}`;
    case 'answered':
      return `answered “${about}”: ${outcome.answer}`;
    case 'checked':
      return `looked, “${about}”: ${outcome.said}${outcome.asExpected ? ', as expected' : ', not as expected'}`;
    case 'acted':
      return `${outcome.worked ? 'did' : 'could not do'} “${about}”: ${outcome.said}`;
    default:
      return outcome satisfies never;
  }
}
