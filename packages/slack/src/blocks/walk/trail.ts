import type { WalkedStep } from '@tocsin/app';
import type { Note, Outcome } from '@tocsin/runbook';
import { date, link, outside, person } from '../text.ts';

/** A step that was left: what became of it, by whom, how long it took, what people noted. */
export function trailLine({ title, outcome, attempts, seconds, link: url, notes }: WalkedStep): string {
  const facts = [
    outcomeWords(outcome),
    ...(attempts > 1 ? [`attempt ${attempts}`] : []),
    ...(seconds === undefined ? [] : [spanWords(seconds)]),
  ];
  return [
    `${outcomeSign(outcome)} ${outside(title, 100)} — ${facts.join(' · ')}${seenAt(url)}`,
    ...notes.map(noteLine),
  ].join('\n');
}

/** Addresses of a console may be longer than all that is said. */
const longestLink = 400;

/** A link if its address is good and short enough to be of use here, else nothing. */
export function shortLink(url: string | undefined, words: string): string {
  const linked = link(url, words);
  return linked === words || linked.length > longestLink ? '' : linked;
}

/** Where it is seen, for whoever wants to see more. */
export function seenAt(url: string | undefined): string {
  const words = shortLink(url, 'open');
  return words === '' ? '' : ` ${words}`;
}

export const noteLine = ({ by, text }: Note): string => `↳ 📝 ${outside(text, 200)} (${person(by)})`;

export function outcomeSign(outcome: Outcome): string {
  switch (outcome.type) {
    case 'done':
      return '✅';
    case 'skipped':
      return '⏭️';
    case 'did-not-work':
      return '❌';
    case 'answered':
      return '💬';
    case 'checked':
      return outcome.asExpected ? '✅' : '⚠️';
    case 'acted':
      return outcome.worked ? '✅' : '❌';
    default:
      return outcome satisfies never;
  }
}

export function outcomeWords(outcome: Outcome): string {
  const when = date(outcome.at, '{time}');
  const who = person(outcome.by);
  switch (outcome.type) {
    case 'done':
      return `${who} ${when}`;
    case 'skipped':
      return `skipped by ${who} ${when}: ${outside(outcome.why, 200)}`;
    case 'did-not-work':
      return `did not work, ${who} ${when}: ${outside(outcome.why, 200)}`;
    case 'answered':
      return `“${outside(outcome.answer, 75)}”, ${who} ${when}`;
    case 'checked':
      return `${sentenceOf(outcome.said)}, ${outcome.asExpected ? 'as expected' : 'not as expected'}, ${when}`;
    case 'acted':
      return `${outcome.worked ? '' : 'did not work: '}${sentenceOf(outcome.said)}, ${when}`;
    default:
      return outcome satisfies never;
  }
}

const sentenceOf = (said: string): string => outside(said, 250).replace(/\.$/, '');

function spanWords(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  return `${Math.round(seconds / 60)} min`;
}
