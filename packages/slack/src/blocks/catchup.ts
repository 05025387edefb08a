import type { Line, SituationView } from '@tocsin/app';
import { limits, type Rendered, section } from './elements.ts';
import { headlineOf } from './phase.ts';
import { bold, cut, date, latest, outside, person } from './text.ts';
import { row } from './timeline.ts';

/** What somebody who comes late needs: two lines on how it stands and who has it, then what happened last. */
export function catchup(view: SituationView, told: readonly Line[]): Rendered {
  const headline = headlineOf(view);
  const rows = [
    `${bold(headline)} · ${view.severity} · ${view.status} · since ${date(view.since)}`,
    [...suspected(view), ...inCharge(view)].join(' · '),
    ...latest(told.map(row), 1_800),
  ];
  return { text: cut(headline, limits.fallback), blocks: [section(rows.join('\n'))] };
}

const suspected = ({ suspect, step }: SituationView): string[] => {
  if (suspect) return [`*Suspected:* ${outside(suspect.title, 80)}`];
  return [step ? 'no dependency is suspected' : 'no step is named'];
};

function inCharge({ commander, communications, scribe }: SituationView): string[] {
  return [
    commander === undefined ? '*nobody is in command*' : `${person(commander)} is in command`,
    ...(communications === undefined ? [] : [`${person(communications)} does communications`]),
    ...(scribe === undefined ? [] : [`${person(scribe)} writes`]),
  ];
}
