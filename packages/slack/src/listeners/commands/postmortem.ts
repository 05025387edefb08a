import { act, postmortemViewOf } from '@tocsin/app';
import { type Incident, type PeopleCommand, type PostmortemStatus, person } from '@tocsin/incident';
import {
  done,
  postmortemLinks,
  postmortem as postmortemMessage,
  type Rendered,
  refused,
  usage,
} from '../../blocks/index.ts';
import { outside } from '../../blocks/text.ts';
import type { SlackWorld } from '../../world.ts';
import { nearest } from '../nearest.ts';
import type { Asked } from '../request.ts';
import type { Answer } from '../views/ask.ts';
import { addressed } from './which.ts';

/** What can be said behind the word, by what it means. */
const words = {
  draft: ['draft', 'again', 'redraft'],
  show: ['show', 'status'],
  open: ['open', 'read', 'link'],
  review: ['review'],
  reviewed: ['reviewed'],
  close: ['close', 'closed'],
  none: ['none', 'skip'],
  back: ['back'],
  take: ['take', 'canvas'],
} as const;
type Meaning = keyof typeof words;
type Deed = Exclude<Meaning, 'show' | 'open'>;

const howTo =
  'Say what to do with the postmortem: `/incident postmortem draft` (or `again`), `open`, `review`, `reviewed`, `close`, `none` when none is wanted, `back` to a draft, `take` the newest draft into the canvas, `show`.';

/**
 * `/incident postmortem [id] [draft | open | review | reviewed | close | back | take [n] | show]`; no word: the first draft,
 * then how it stands.
 */
export async function postmortem(world: SlackWorld, asked: Asked): Promise<Answer> {
  const found = await addressed(world, asked);
  if (found.type !== 'incident') return found.reply;
  const { incident, rest } = found;
  const [said = '', number = ''] = rest.split(/\s+/);
  const meaning = said === '' ? (incident.postmortem ? 'show' : 'draft') : meaningOf(said);
  if (meaning === undefined) {
    const guess = nearest(said, Object.values(words).flat());
    return usage(
      `I do not know “${outside(said, 40)}”.${guess === undefined ? '' : ` Did you mean \`${guess}\`?`}\n${howTo}`,
    );
  }
  if (meaning === 'show') {
    const view = postmortemViewOf(incident, world.catalog);
    return view
      ? postmortemMessage(view)
      : usage('Nobody asked for a postmortem yet: `/incident postmortem draft` does.');
  }
  if (meaning === 'open') return linksTo(world, incident);
  const { user, channel, cause, stranger } = asked;
  const outcome = await act(world, {
    incident: incident.id,
    command: commandFor(meaning, { incident, number, user }),
    cause,
    channel,
    stranger,
  });
  if (outcome.type === 'done') return done(whatWas[meaning], outcome.incident);
  return outcome.code === 'nothing-new' ? undefined : refused(outcome.reason);
}

/** The links are made when they are asked for: they end soon, and whoever has one may read. */
async function linksTo({ links }: SlackWorld, { postmortem: drafted }: Incident): Promise<Rendered> {
  const draft = drafted?.draft;
  if (!draft) return usage('There is no draft yet: `/incident postmortem draft` asks for one.');
  if (!links) return usage('Drafts are not stored anywhere that links lead to; the channel’s canvas has the draft.');
  const [html, markdown] = await Promise.all([links.signed(draft.html), links.signed(draft.markdown)]);
  return postmortemLinks({ number: draft.number, html, markdown });
}

const meaningOf = (said: string): Meaning | undefined =>
  (Object.keys(words) as Meaning[]).find((meaning) =>
    (words[meaning] as readonly string[]).includes(said.toLowerCase()),
  );

const moves: Readonly<Partial<Record<Meaning, PostmortemStatus>>> = {
  review: 'in review',
  reviewed: 'reviewed',
  close: 'closed',
  none: 'closed',
  back: 'draft',
};

function commandFor(
  meaning: Deed,
  { incident, number, user }: { incident: Incident; number: string; user: string },
): PeopleCommand {
  const by = person(user);
  const to = moves[meaning];
  if (to !== undefined) return { type: 'move-postmortem', by, to };
  if (meaning !== 'take') return { type: 'draft-postmortem', by };
  // A button says which draft it showed, so that nobody takes another than they saw.
  const newest = incident.postmortem?.draft?.number ?? 0;
  return { type: 'take-draft', by, number: /^\d+$/.test(number) ? Number(number) : newest };
}

const whatWas: Readonly<Record<Deed, string>> = {
  draft: 'You asked for a draft of the postmortem of',
  review: 'You said that people review the postmortem of',
  reviewed: 'You said that people reviewed the postmortem of',
  close: 'You closed the postmortem of',
  none: 'You said that no postmortem is wanted of',
  back: 'You made the postmortem a draft again of',
  take: 'You took the draft into the canvas of',
};
