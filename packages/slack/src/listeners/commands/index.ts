import { help, type Rendered } from '../../blocks/index.ts';
import type { SlackWorld, Surroundings } from '../../world.ts';
import { nearest } from '../nearest.ts';
import { type Asked, asTyped } from '../request.ts';
import { ack, resolve, take } from './change.ts';
import { list } from './list.ts';
import { open } from './open.ts';
import { status } from './status.ts';

interface Subcommand {
  readonly words: readonly [string, ...string[]];
  readonly usage: string;
  readonly does: string;
  readonly run: (world: SlackWorld, asked: Asked) => Promise<Rendered | undefined>;
}

/** What follows `/incident`, in the order in which help lists it. To add one: a file here, a line in this list. */
const subcommands: readonly Subcommand[] = [
  { words: ['open', 'declare', 'new'], usage: 'open <title>', does: 'declare an incident', run: open },
  { words: ['list', 'ls'], usage: 'list', does: 'the open incidents', run: list },
  { words: ['status', 'show'], usage: 'status [id]', does: 'what is known of an incident', run: status },
  { words: ['ack', 'acknowledge'], usage: 'ack [id]', does: 'say that you are on it', run: ack },
  { words: ['take', 'lead', 'command'], usage: 'take [id]', does: 'take command', run: take },
  { words: ['resolve', 'close'], usage: 'resolve [id] [note]', does: 'say that the trouble is over', run: resolve },
];

/** Answers `/incident …` and mentions alike. Only what needs the world makes it. */
export async function command(
  { world }: Pick<Surroundings, 'world'>,
  { text, ...asker }: Omit<Asked, 'rest'> & { readonly text: string },
): Promise<Rendered | undefined> {
  const [word = '', ...others] = asTyped(text).split(/\s+/);
  if (word === '' || word.toLowerCase() === 'help') return help(subcommands);
  const found = subcommands.find(({ words }) => words.includes(word.toLowerCase()));
  if (found) return found.run(await world(), { ...asker, rest: others.join(' ') });
  const near = nearest(word, ['help', ...subcommands.flatMap(({ words }) => words)]);
  return help(subcommands, { word, ...(near === undefined ? {} : { nearest: near }) });
}
