import { type Actor, tocsin } from './actor.ts';
import type { Command, PeopleCommand } from './commands.ts';
import { accept, type Context, type Decision, mention, refuse } from './decision.ts';
import type { Entry } from './entries.ts';
import type { Done, Incident } from './incident.ts';
import { later } from './times.ts';

/** What people make of a draft, in order; one may go back, but not past what was closed. */
export const postmortemStatuses = ['draft', 'in review', 'reviewed', 'closed'] as const;
export type PostmortemStatus = (typeof postmortemStatuses)[number];

/** A draft in storage: its files by key, and what people should know before they open it. */
export interface StoredDraft {
  readonly markdown: string;
  readonly html: string;
  /** The Markdown that Slack's canvas takes. */
  readonly canvas: string;
  /** Tells one text from another. */
  readonly digest: string;
  /** Titles of sections whose text differs from the draft before. */
  readonly changed: readonly string[];
  /** What its own check found: missing sections, wording, questions, action items without owner. */
  readonly findings: number;
  /** The first of them, in words. */
  readonly foremost?: readonly string[];
  /** Why not all of the channel could be read. */
  readonly incomplete?: string;
}

export interface Postmortem {
  readonly status: PostmortemStatus;
  /** Since when it has that status. */
  readonly since: string;
  /** Drafts asked for so far, and the latest asking; who closed it where none was. */
  readonly requests: number;
  readonly requested: Done;
  /** The newest draft, and which request it answers. */
  readonly draft?: StoredDraft & { readonly number: number; readonly at: string };
  /** The newest request failed. */
  readonly failed?: { readonly number: number; readonly reason: string };
  /** The draft that belongs into the channel's canvas: the first by itself, a later one once somebody takes it. */
  readonly inCanvas?: { readonly number: number; readonly file: string };
}

/** Drawing one up takes seconds to minutes; after so long it is asked for again rather than waited for. */
const patienceMinutes = 15;

/** The draft that is being drawn up, if one is. */
export function awaitedDraft({ postmortem }: Incident): { number: number; requested: Done } | undefined {
  if (!postmortem || postmortem.requests === 0) return undefined;
  const { requests: number, draft, failed, requested } = postmortem;
  return draft?.number === number || failed?.number === number ? undefined : { number, requested };
}

/** A draft can be asked for at any time, so also to see how far the story is; again, when more is known. */
export function requestDraft(
  incident: Incident,
  { by }: PeopleCommand & { type: 'draft-postmortem' },
  at: string,
): Decision {
  if (incident.merged)
    return refuse('not-possible', `it goes on as incident ${incident.merged.into}; its postmortem tells of both`);
  if (incident.postmortem?.status === 'closed')
    return refuse('not-possible', 'its postmortem is closed; “/incident postmortem back” opens it again');
  const awaited = awaitedDraft(incident);
  if (awaited && at < later(awaited.requested.at, patienceMinutes))
    return refuse('already-done', `${mention(awaited.requested.by)} asked for it already; it is being drawn up`);
  return accept({ type: 'postmortem.requested', at, by, number: (incident.postmortem?.requests ?? 0) + 1 });
}

/** Whoever draws it up gives up after an hour and says so; somewhat later nobody is left who could. */
const lostMinutes = 70;

/** When a draft that is awaited counts as lost, ISO 8601; undefined while none is. */
export function draftLostAt(incident: Incident): string | undefined {
  const awaited = awaitedDraft(incident);
  return awaited && later(awaited.requested.at, lostMinutes);
}

/** Tells people that nothing will come of it: its order was lost with a queue or a process. */
export function giveDraftUp(incident: Incident, at: string): Decision {
  const awaited = awaitedDraft(incident);
  if (!awaited || at < (draftLostAt(incident) ?? '~')) return refuse('not-due', 'no draft is overdue');
  const reason = `nothing came of it in ${lostMinutes} minutes`;
  return accept({ type: 'postmortem.failed', at, by: tocsin, number: awaited.number, reason });
}

/** What came of a request; of an older one than the newest nothing is kept. */
export function recordDraft(
  { postmortem }: Incident,
  command: Command & { type: 'record-draft' },
  at: string,
): Decision {
  const { number, outcome } = command;
  if (!postmortem || number > postmortem.requests) return refuse('not-possible', `draft ${number} was not asked for`);
  if (number < postmortem.requests || postmortem.draft?.number === number)
    return refuse('nothing-new', `draft ${number} is answered, or another was asked for since`);
  if (outcome.type === 'failed' && postmortem.failed?.number === number)
    return refuse('nothing-new', `that draft ${number} failed is known`);
  return accept(
    outcome.type === 'drafted'
      ? { type: 'postmortem.drafted', at, by: tocsin, number, draft: outcome.draft }
      : { type: 'postmortem.failed', at, by: tocsin, number, reason: outcome.reason },
  );
}

/** What has no draft can be closed, for not everything wants a postmortem, and opened again. */
export function movePostmortem(
  { postmortem }: Incident,
  { by, to }: PeopleCommand & { type: 'move-postmortem' },
  at: string,
): Decision {
  const status = postmortem?.status ?? 'draft';
  const without = to === 'closed' || (to === 'draft' && status === 'closed');
  if (!postmortem?.draft && !without)
    return refuse('not-possible', 'there is no draft yet; “/incident postmortem” makes one');
  if (status === to) return refuse('already-done', `the postmortem is ${named(to)} already`);
  return accept({ type: 'postmortem.moved', at, by, from: status, to });
}

/** Puts the newest draft into the channel's canvas, over what people wrote there: only they can want that. */
export function takeDraft(
  { postmortem }: Incident,
  { by, number }: PeopleCommand & { type: 'take-draft' },
  at: string,
): Decision {
  if (postmortem?.draft?.number !== number)
    return refuse('not-possible', 'a newer draft was made since; look at that one');
  if (postmortem.inCanvas?.number === number) return refuse('already-done', 'the canvas has this draft already');
  return accept({ type: 'postmortem.taken', at, by, number });
}

export const named = (status: PostmortemStatus): string => (status === 'draft' ? 'a draft' : status);

type PostmortemEntry = Extract<Entry, { type: `postmortem.${string}` }>;

/** The postmortem after an entry. */
export function postmortemAfter(before: Postmortem | undefined, entry: PostmortemEntry): Postmortem | undefined {
  const { at } = entry;
  if (entry.type === 'postmortem.requested')
    return { ...opened(before, at), requests: entry.number, requested: done(entry) };
  if (!before && entry.type === 'postmortem.moved')
    return { status: entry.to, since: at, requests: 0, requested: done(entry) };
  if (!before) return undefined;
  switch (entry.type) {
    case 'postmortem.drafted':
      return {
        ...before,
        draft: { ...entry.draft, number: entry.number, at },
        inCanvas: before.inCanvas ?? { number: entry.number, file: entry.draft.canvas },
      };
    case 'postmortem.failed':
      return { ...before, failed: { number: entry.number, reason: entry.reason } };
    case 'postmortem.moved':
      return { ...before, status: entry.to, since: at };
    case 'postmortem.taken':
      return before.draft ? { ...before, inCanvas: { number: entry.number, file: before.draft.canvas } } : before;
    default:
      entry satisfies never;
      return before;
  }
}

const opened = (
  before: Postmortem | undefined,
  at: string,
): Pick<Postmortem, 'status' | 'since'> & Partial<Postmortem> => before ?? { status: 'draft', since: at };
const done = ({ at, by }: { at: string; by: Actor }): Done => ({ at, by });

/** Decides what people want of the postmortem. */
export function answerPostmortem(
  incident: Incident,
  command: Extract<PeopleCommand, { type: 'draft-postmortem' | 'move-postmortem' | 'take-draft' }>,
  { at }: Context,
): Decision {
  switch (command.type) {
    case 'draft-postmortem':
      return requestDraft(incident, command, at);
    case 'move-postmortem':
      return movePostmortem(incident, command, at);
    case 'take-draft':
      return takeDraft(incident, command, at);
    default:
      return command satisfies never;
  }
}
