import { help, type Rendered } from '../../blocks/index.ts';
import type { SlackWorld, Surroundings } from '../../world.ts';
import { nearest } from '../nearest.ts';
import { type Asked, asTyped, channelsIn, peopleIn } from '../request.ts';
import { action } from './action.ts';
import { catchup } from './catchup.ts';
import { ack, resolve, take } from './change.ts';
import { close, mitigated, reopen } from './endings.ts';
import { join } from './join.ts';
import { list } from './list.ts';
import { merge, split } from './merge.ts';
import { note } from './note.ts';
import { open } from './open.ts';
import { page } from './page.ts';
import { makePrivate } from './private.ts';
import { handoff, role } from './roles.ts';
import { severity } from './severity.ts';
import { snooze } from './snooze.ts';
import { status } from './status.ts';
import { step } from './step.ts';
import { timeline } from './timeline.ts';

interface Subcommand {
  readonly words: readonly [string, ...string[]];
  readonly usage: string;
  readonly does: string;
  readonly run: (world: SlackWorld, asked: Asked) => Promise<Rendered | undefined>;
}

/** What follows `/incident`, in the order in which help lists it. To add one: a file here, a line in this list. */
export const subcommands: readonly Subcommand[] = [
  { words: ['open', 'declare', 'new'], usage: 'open [private] <title>', does: 'declare an incident', run: open },
  {
    words: ['list', 'ls'],
    usage: 'list [all|mine]',
    does: 'the open incidents; all there were, or your own',
    run: list,
  },
  { words: ['status', 'show'], usage: 'status [id]', does: 'what is known of an incident', run: status },
  { words: ['catchup', 'summary'], usage: 'catchup [id]', does: 'what you missed, in ten lines', run: catchup },
  { words: ['ack', 'acknowledge'], usage: 'ack [id]', does: 'say that you are on it', run: ack },
  { words: ['join'], usage: 'join [id] [@who]', does: 'be invited into the channel', run: join },
  {
    words: ['page', 'call'],
    usage: 'page [id] [@group|@person|team] [why]',
    does: 'call somebody by their pager',
    run: page,
  },
  { words: ['take', 'lead', 'command'], usage: 'take [id]', does: 'take command', run: take },
  {
    words: ['role'],
    usage: 'role [id] commander|comms|scribe @who',
    does: 'give somebody a role',
    run: role,
  },
  { words: ['handoff', 'handover'], usage: 'handoff [id] @who', does: 'pass on command', run: handoff },
  {
    words: ['severity', 'sev'],
    usage: 'severity [id] SEV1|SEV2|SEV3|SEV4 [reason]',
    does: 'say how bad it is',
    run: severity,
  },
  {
    words: ['step'],
    usage: 'step [id] <step>|auto [reason]',
    does: 'name the step that broke, or let triage',
    run: step,
  },
  { words: ['note'], usage: 'note [id] <text>', does: 'put something on the timeline', run: note },
  {
    words: ['action', 'actions', 'todo'],
    usage: 'action [id] add <text> [@who] [by <day>] | list | done A1',
    does: 'what is left to do',
    run: action,
  },
  { words: ['timeline', 'history'], usage: 'timeline [id] [n]', does: 'what happened, latest last', run: timeline },
  {
    words: ['mitigated', 'mitigate'],
    usage: 'mitigated [id] [note]',
    does: 'say that users are well again',
    run: mitigated,
  },
  { words: ['resolve'], usage: 'resolve [id] [note]', does: 'say that the trouble is over', run: resolve },
  { words: ['reopen'], usage: 'reopen [id] [reason]', does: 'say that it was not over', run: reopen },
  {
    words: ['merge', 'duplicate'],
    usage: 'merge [id] <id or #channel>',
    does: 'say that it is the same trouble as another, and go on there',
    run: merge,
  },
  {
    words: ['split', 'unmerge'],
    usage: 'split [id] [<alarm> … : <title>]',
    does: 'take out what is another trouble',
    run: split,
  },
  {
    words: ['private'],
    usage: 'private [id] [reason]',
    does: 'hide it from all but its responders',
    run: makePrivate,
  },
  {
    words: ['snooze'],
    usage: 'snooze [id] [minutes]',
    does: 'put reminders off for a while',
    run: snooze,
  },
  { words: ['close'], usage: 'close [id]', does: 'say that nothing is left to do', run: close },
];

/** Answers `/incident …` and mentions alike. Only what needs the world makes it. */
export async function command(
  { world }: Pick<Surroundings, 'world'>,
  { text, ...asker }: Omit<Asked, 'rest' | 'people' | 'channels'> & { readonly text: string },
): Promise<Rendered | undefined> {
  const [word = '', ...others] = asTyped(text).split(/\s+/);
  if (word === '' || word.toLowerCase() === 'help') return help(subcommands);
  const found = subcommands.find(({ words }) => words.includes(word.toLowerCase()));
  if (found)
    return found.run(await world(), {
      ...asker,
      rest: others.join(' '),
      people: peopleIn(text),
      channels: channelsIn(text),
    });
  const near = nearest(word, ['help', ...subcommands.flatMap(({ words }) => words)]);
  return help(subcommands, { word, ...(near === undefined ? {} : { nearest: near }) });
}
