import type { Entry } from '@tocsin/incident';
import type { Outcome } from '@tocsin/runbook';
import type { Names } from './names.ts';
import { code, type Part, quote } from './say.ts';

type WalkEntry = Extract<Entry, { readonly type: `walk.${string}` | `task.${string}` | `undo.${string}` }>;

/** What was done on the way through a runbook. */
export function toldOfWalk(entry: WalkEntry, names: Names): Part[] {
  const because = (reason: string | undefined): Part[] =>
    reason === undefined ? [] : [': ', quote(names.inText(reason))];
  switch (entry.type) {
    case 'walk.began':
      return [`began the runbook ${entry.walk}, `, code(entry.plan.title), ...because(entry.reason)];
    case 'walk.moved':
      return moved(entry, names);
    case 'walk.ended':
      return [`saw the runbook ${entry.walk} end: ${entry.summary}`];
    case 'task.told':
      return ['told what came of ', code(entry.title), ': ', quote(entry.result.said)];
    case 'task.overdue':
      return ['asked again for ', code(entry.title), ': its result was overdue'];
    case 'undo.asked':
      return ['asked for somebody to agree to undo ', code(entry.title)];
    case 'undo.declined':
      return ['did not agree to undo ', code(entry.title)];
    case 'undo.started':
      return [
        ...(entry.approves === undefined ? ['undid '] : ['agreed with ', names.of(entry.approves), ' to undo ']),
        code(entry.title),
      ];
    default:
      return entry satisfies never;
  }
}

function moved({ event, title = '', result, walk }: WalkEntry & { type: 'walk.moved' }, names: Names): Part[] {
  const it = code(title);
  switch (event.type) {
    case 'walk.began':
      return [`began the runbook ${walk}`];
    case 'walk.joined':
      return [`joined the way through the runbook ${walk}`];
    case 'walk.left':
      return [`left the way through the runbook ${walk}`];
    case 'walk.stopped':
      return [`stopped the runbook ${walk}: `, quote(names.inText(event.why))];
    case 'step.asked':
      return ['asked for somebody to agree to ', it];
    case 'step.declined':
      return ['did not agree to ', it];
    case 'step.started':
      return event.approvedBy === undefined ? ['started ', it] : ['agreed to ', it, ', for ', names.of(event.by)];
    case 'step.again':
      return ['tried ', it, ' again', ...(result === undefined ? [] : [': ', quote(result.said)])];
    case 'step.went-on':
      return ['went on after ', it];
    case 'step.left':
      return ['went back from ', it];
    case 'step.noted':
      return ['noted at ', it, ' ', quote(names.inText(event.text))];
    case 'step.settled':
      return ['settled ', it, ': ', ...outcomeWords(event.outcome, names)];
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
