import type { Entry } from '@tocsin/incident';
import type { Outcome } from '@tocsin/runbook';
import type { Names } from './names.ts';
import { code, type Part, quote } from './say.ts';

/** What was done on the way through a runbook. */
export function toldOfWalk({ about, event, walk }: Extract<Entry, { type: 'runbook.walked' }>, names: Names): Part[] {
  const it = code(about);
  const agreed = (by: string | undefined): Part[] => (by === undefined ? [] : [', agreed by ', names.of(by)]);
  switch (event.type) {
    case 'walk.began':
      return ['began the runbook ', it, ` (${walk}${event.plan.dryRun ? ', a dry run' : ''})`];
    case 'walk.joined':
      return ['joined the way through ', it];
    case 'walk.left':
      return ['left the way through ', it];
    case 'walk.stopped':
      return ['stopped ', it, ': ', quote(names.inText(event.why))];
    case 'step.asked':
      return ['asked for somebody to agree to ', it];
    case 'step.declined':
      return ['did not agree to ', it];
    case 'step.started':
      return ['started ', it, ...agreed(event.approvedBy)];
    case 'step.again':
      return ['tried ', it, ' again'];
    case 'step.went-on':
      return ['went on after ', it];
    case 'step.left':
      return ['went back from ', it];
    case 'step.noted':
      return ['noted at ', it, ' ', quote(names.inText(event.text))];
    case 'step.settled':
      return ['settled ', it, ': ', ...outcomeWords(event.outcome, names)];
    case 'undo.asked':
      return ['asked for somebody to agree to taking ', it, ' back'];
    case 'undo.declined':
      return ['did not agree to taking ', it, ' back'];
    case 'undo.started':
      return ['began to take ', it, ' back', ...agreed(event.approvedBy)];
    case 'undo.settled':
      return [event.worked ? 'took ' : 'could not take ', it, ' back: ', quote(event.said)];
    default:
      return event satisfies never;
  }
}

/** What became of a runbook's step. */
export function outcomeWords(outcome: Outcome, names: Names): Part[] {
  switch (outcome.type) {
    case 'done':
      return ['done'];
    case 'skipped':
      return ['skipped, ', quote(names.inText(outcome.why))];
    case 'did-not-work':
      return ['did not work, ', quote(names.inText(outcome.why))];
    case 'answered':
      return ['answered ', quote(names.inText(outcome.answer))];
    case 'checked':
      return [outcome.asExpected ? 'as expected, ' : 'not as expected, ', quote(outcome.said)];
    case 'acted':
      return [outcome.worked ? 'worked, ' : 'did not work, ', quote(outcome.said)];
    default:
      return outcome satisfies never;
  }
}

/** Whether it went otherwise than the runbook has it. */
export const wentOtherwise = (outcome: Outcome): boolean =>
  outcome.type === 'did-not-work' || outcome.type === 'skipped' || (outcome.type === 'acted' && !outcome.worked);
