import type { StandingEntry } from '@tocsin/incident';
import { type Reading, readMessage, readText } from './channel/pick.ts';
import { questionsIn } from './channel/questions.ts';
import type { Kind } from './channel/rules.ts';
import { entry, message, type Sourced } from './cite.ts';
import type { Inline } from './model.ts';
import type { Names } from './names.ts';
import { quote } from './say.ts';
import type { ChannelMessage } from './sources.ts';
import { postedAt } from './times.ts';

/** Something that a person wrote and that the draft uses: on the timeline, or in the channel alone. */
export interface Statement {
  readonly at: string;
  readonly who: Inline;
  readonly text: string;
  readonly kinds: ReadonlySet<Kind>;
  /** Why it is in the draft. */
  readonly why: string;
  readonly weight: number;
  readonly sources: Sourced;
  /** Somebody put it on the timeline. */
  readonly captured: boolean;
  /** Of a message: when Slack says it was posted. */
  readonly ts?: string;
}

export interface Statements {
  /** In the order in which they were written. */
  readonly all: readonly Statement[];
  /** Messages that carry facts too, but less telling ones than those that were taken. */
  readonly left: number;
}

/**
 * What people stated: all that they put on the timeline, and of the rest of the channel what carries facts.
 *
 * @param most how many messages that nobody put on the timeline; the most telling are kept, of equals the earlier ones
 */
export function statementsIn(
  entries: readonly StandingEntry[],
  messages: readonly ChannelMessage[],
  { names, most }: { readonly names: Names; readonly most: number },
): Statements {
  const captured = entries.flatMap((one) => onTimeline(one, names));
  const known = new Set(captured.flatMap(({ ts }) => ts ?? []));
  const answers = new Set(questionsIn(messages).flatMap(({ answer }) => answer?.message.ts ?? []));
  const found = messages
    .filter(({ ts }) => !known.has(ts))
    .flatMap((one) => inChannel(one, names, answers.has(one.ts)) ?? []);
  const kept =
    found.length <= most ? found : [...found].sort((a, b) => b.weight - a.weight || order(a, b)).slice(0, most);
  return { all: [...captured, ...kept].sort(order), left: found.length - kept.length };
}

const order = (a: Statement, b: Statement): number =>
  a.at.localeCompare(b.at) || (a.ts ?? '').localeCompare(b.ts ?? '');

function onTimeline({ entry: one, ref, corrected, edited, deleted }: StandingEntry, names: Names): Statement[] {
  const stated = (text: string, read: Reading | undefined, more: Partial<Statement> = {}): Statement[] => [
    {
      at: one.at,
      who: names.actor(one.by),
      text,
      kinds: read?.kinds ?? new Set(),
      why: read ? `people put it on the timeline; ${read.why}` : 'people put it on the timeline',
      weight: 10 + (read?.weight ?? 0),
      sources: [entry(ref)],
      captured: true,
      ...more,
    },
  ];
  if (one.type === 'note.added' || one.type === 'update.posted') {
    const text = names.inText(corrected?.text ?? one.text);
    return stated(text, readText(text));
  }
  if (one.type === 'walk.moved' && one.event.type === 'step.noted') {
    const text = names.inText(one.event.text);
    return stated(text, readText(text));
  }
  if (one.type !== 'message.read' || deleted) return [];
  const { content } = one;
  const text = names.inText(corrected?.text ?? edited ?? content.text, content.names);
  const author = /^[UW][A-Z0-9]{4,}$/.test(content.author)
    ? names.of(content.author)
    : quote(content.author || 'somebody');
  return stated(text, readText(text), { who: author, ts: one.message.ts });
}

function inChannel(one: ChannelMessage, names: Names, answers: boolean): Statement | undefined {
  const text = names.inText(one.text);
  const read = readMessage(one, { text, answers });
  if (!read || one.user === undefined) return undefined;
  return {
    ...read,
    at: postedAt(one.ts),
    who: names.of(one.user),
    text,
    sources: [message(one.ts)],
    captured: false,
    ts: one.ts,
  };
}

/** Those of a kind, what people put on the timeline first, then the most telling. */
export const ofKind = (statements: readonly Statement[], ...kinds: readonly Kind[]): Statement[] =>
  statements
    .filter((one) => kinds.some((kind) => one.kinds.has(kind)))
    .sort((a, b) => b.weight - a.weight || order(a, b));
