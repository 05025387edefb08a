import type { KnownBlock } from '@slack/types';
import type { WalkEnd, WalkView } from '@tocsin/app';
import { actionIds } from '../../action-ids.ts';
import { bookRefText } from '../../ref-text.ts';
import { actions, button, context, header, limits, type Rendered, section } from '../elements.ts';
import { bold, cut, date, latest, outside, person } from '../text.ts';
import { weightOf } from '../weight.ts';
import { moveButtons, waysOut } from './buttons.ts';
import { stepBlocks } from './step.ts';
import { shortLink, trailLine } from './trail.ts';

/** See situation.ts for what chat.postMessage refuses. */
const mostInAll = 10_300;
const mostOfTrail = 2_000;

/**
 * A walk through a runbook: where it is, what became of the steps before, the step to be done now with all that can be
 * done there. The step's text has the room that all else leaves.
 */
export function walk(view: WalkView): Rendered {
  const done = latest(view.trail.map(trailLine), mostOfTrail);
  const above: KnownBlock[] = [
    header(`📖 ${outside(view.title, 120)}`),
    context(progressWords(view)),
    ...(done.length === 0 ? [] : [section(done.join('\n'))]),
  ];
  const below: KnownBlock[] = [
    ...(view.ended ? [section(endWords(view.ended, view.walkers))] : []),
    ...moveButtons(view),
    ...waysOut(view),
    ...betterBlocks(view),
    context(footer(view)),
  ];
  const room = mostInAll - weightOf([above, below]);
  const now = view.current && !view.ended ? stepBlocks(view, view.current, room) : [];
  return { text: cut(fallback(view), limits.fallback), blocks: [...above, ...now, ...below] };
}

/** What was begun may still be right; whoever walks it decides. */
function betterBlocks({ incident, better }: WalkView): KnownBlock[] {
  if (!better) return [];
  const { title, reason, file } = better;
  return [
    section(`🔀 *Something else is named by now.* ${bold(outside(title, 150))} is ${outside(reason, 300)}.`),
    ...actions('better', [
      button('Start that one', { action: `${actionIds.walk}.begin`, value: bookRefText({ incident, file }) }),
    ]),
  ];
}

function footer({ walk: id, url }: WalkView): string {
  const whole = shortLink(url, 'the whole runbook');
  return [`Runbook walk ${id}`, ...(whole === '' ? [] : [whole]), '`/incident runbook` does the same'].join(' · ');
}

function progressWords(view: WalkView): string {
  const { settled, total, skipped, didNotWork, walkers, startedAt, startedBy } = view;
  const counts = [
    `${bar(settled, total)}${bold(`${settled} of ${total}`)}`,
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...(didNotWork > 0 ? [`${didNotWork} did not work`] : []),
  ].join(', ');
  const who = walkers.length === 0 ? 'nobody walks it now' : `walked by ${people(walkers)}`;
  return `${counts} · begun by ${person(startedBy)} ${date(startedAt)} · ${who}`;
}

/** Longer than this it says no more than the numbers. */
const longestBar = 20;

function bar(settled: number, total: number): string {
  if (total < 1 || total > longestBar) return '';
  const full = Math.min(settled, total);
  return `${'▰'.repeat(full)}${'▱'.repeat(total - full)} `;
}

const mostPeople = 8;

function people(ids: readonly string[]): string {
  const more = ids.length - mostPeople;
  return `${ids.slice(0, mostPeople).map(person).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function endWords(ended: WalkEnd, walkers: readonly string[]): string {
  const span = `${ended.minutes} min`;
  switch (ended.type) {
    case 'completed':
      return `🏁 Walked to its end in ${span}${walkers.length === 0 ? '' : ` by ${people(walkers)}`}.`;
    case 'stopped':
      return `⏹ Stopped after ${span} by ${person(ended.by)}: ${outside(ended.why, 500)}`;
    case 'continued':
      return `↪️ It goes on in ${bold(outside(ended.file, 150))}, after ${span}.`;
    default:
      return ended satisfies never;
  }
}

function fallback({ title, current, settled, total, ended }: WalkView): string {
  const name = `📖 ${outside(title, 150)}`;
  if (current) return `${name}, ${settled} of ${total} done. Now: ${outside(current.title, 150)}`;
  return ended?.type === 'stopped' ? `${name}: stopped` : `${name}: ${settled} of ${total} done`;
}
