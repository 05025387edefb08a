import { dueDay } from './due.ts';

/** What somebody typed of an action item: who does it and until when stand at its end, in either order. */
export interface ActionWords {
  readonly text: string;
  readonly owner?: string;
  /** A day. */
  readonly due?: string;
}

/** What a day may be told by: `by friday`, `due 2026-12-01`, `in 2 weeks`. */
const duePhrase = /(?:^|\s)(?:(?:by|due|until)\s+(.+)|(in\s+(?:an?|\d{1,3})\s+(?:day|week|month)s?))$/i;
const longestDay = 20;
const mentioned = /(?:^|\s)(?:<@[UW][A-Z0-9]+>|@\S+|for me)$/i;

/**
 * Reads `raise the limit @alice by friday`. A name that Slack made no mention of stays part of the text: two people may
 * bear it. Words after “by” that are no day do too.
 *
 * @param people Slack ids of those mentioned, in order
 */
export function readAction(
  typed: string,
  { people, user, today }: { readonly people: readonly string[]; readonly user: string; readonly today: string },
): ActionWords {
  let text = typed.trim();
  let owner: string | undefined;
  let due: string | undefined;
  for (let turn = 0; turn < 2; turn++) {
    const day: { text: string; due: string } | undefined = due === undefined ? dueAtEnd(text, today) : undefined;
    if (day) {
      due = day.due;
      text = day.text;
    }
    const who = owner === undefined ? mentioned.exec(text) : undefined;
    const id: string | undefined = who
      ? /for me$/i.test(who[0]) || /@me$/i.test(who[0])
        ? user
        : people.at(-1)
      : undefined;
    if (who && id !== undefined) {
      owner = id;
      text = text.slice(0, who.index).trim();
    }
  }
  return { text, ...(owner === undefined ? {} : { owner }), ...(due === undefined ? {} : { due }) };
}

/** The last “by” whose words are a day: “stand by by friday”. */
function dueAtEnd(text: string, today: string): { text: string; due: string } | undefined {
  for (let from = Math.max(0, text.length - longestDay - 10); from < text.length; from++) {
    const rest = text.slice(from);
    const found = from === 0 || /\s/.test(text.charAt(from)) ? duePhrase.exec(rest) : null;
    if (found?.index !== 0) continue;
    const due = dueDay(found[1] ?? found[2] ?? '', today);
    if (due !== undefined) return { text: text.slice(0, from).trim(), due };
  }
  return undefined;
}
