import type { StepLine } from '@tocsin/app';
import type { StepState } from '@tocsin/incident';
import { bold, lines, outside } from './text.ts';

const signs: Readonly<Record<StepState, string>> = {
  passed: ':white_check_mark:',
  failed: ':x:',
  degraded: ':warning:',
  blocked: ':no_entry_sign:',
  unknown: ':grey_question:',
};
const words: Readonly<Record<StepState, string>> = {
  passed: '',
  failed: ' failing',
  degraded: ' degraded',
  blocked: ' blocked',
  unknown: ' not seen',
};

/** More lines than this hide the step that matters; then neighbours in the same state share a line. */
const comfortable = 15;

/** The workflow as a list, one line a step in its order, the named step marked. */
export function stepList(steps: readonly StepLine[], max: number): string {
  const groups = steps.length <= comfortable ? steps.map((step) => [step]) : grouped(steps);
  const rows = groups.map(rowOf);
  // With very many steps the list starts near the named one: what stands before it passes.
  const named = groups.findIndex((group) => group.some((step) => step.named));
  const skipped = Math.max(0, Math.min(named - 5, rows.length - 2 * comfortable));
  return lines([...(skipped > 0 ? [`… ${skipped} before`] : []), ...rows.slice(skipped)], max);
}

function grouped(steps: readonly StepLine[]): StepLine[][] {
  const groups: StepLine[][] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    const joins = last?.[0] && !step.named && !last[0].named && last[0].state === step.state;
    if (joins) last.push(step);
    else groups.push([step]);
  }
  return groups;
}

function rowOf(group: readonly StepLine[]): string {
  const [first] = group;
  const last = group.at(-1);
  if (!first || !last) return '';
  const { state, named } = first;
  if (group.length > 1)
    return `${signs[state]} ${group.length} steps${words[state]}: ${titleOf(first)} … ${titleOf(last)}`;
  if (!named) return `${signs[state]} ${titleOf(first)}${words[state]}`;
  return `${signs[state]} ${bold(titleOf(first))}${state === 'degraded' ? words[state] : ''} ← ${state === 'passed' ? 'was failing' : 'here'}`;
}

const titleOf = ({ id, title }: StepLine): string => outside(title || id, 80);
