import type { WalkHandedView } from '@tocsin/app';
import { limits, type Rendered, section } from '../elements.ts';
import { bold, cut, outside, person } from '../text.ts';

/** Whoever is to walk on is mentioned, so that Slack notifies them. */
export function walkHanded({ walk, title, from, to, step }: WalkHandedView): Rendered {
  const now = step === undefined ? '' : ` Now: ${bold(outside(step, 150))}.`;
  const words = `📖 ${person(to)}, ${person(from)} hands the runbook ${bold(outside(title, 150))} (${outside(walk, 10)}) to you.${now}`;
  return { text: cut(words.replaceAll('*', ''), limits.fallback), blocks: [section(words)] };
}
