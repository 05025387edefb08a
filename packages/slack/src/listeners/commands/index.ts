import type { Surroundings } from '../../world.ts';
import { withNames } from '../names.ts';
import { type Asked, asTyped, channelsIn, peopleIn } from '../request.ts';
import type { Answer } from '../views/ask.ts';
import { answerHelp } from './help.ts';
import { subcommands } from './subcommands.ts';

/** Whether somebody says a command, rather than something of their own. */
export function isCommand(text: string): boolean {
  const [word = ''] = asTyped(text).toLowerCase().split(/\s+/);
  return word === 'help' || subcommands.some(({ words }) => words.includes(word));
}

/** Whether the answer is the list of words and no more: help, and words that nobody knows. */
export function tellsOfNoIncident(text: string): boolean {
  return !isCommand(text) || /^help\b/i.test(asTyped(text));
}

/** Answers `/incident …` and mentions alike. */
export async function command(
  around: Pick<Surroundings, 'world'>,
  { text, ...asker }: Omit<Asked, 'rest' | 'people' | 'channels'> & { readonly text: string },
): Promise<Answer> {
  const [word = 'help'] = asTyped(text).split(/\s+/).filter(Boolean);
  const found = subcommands.find(({ words }) => words.includes(word.toLowerCase()));
  if (!found)
    return answerHelp(around, { asked: { ...asker, ...readIn(text) }, word: word.toLowerCase(), subcommands });
  const world = await around.world();
  const named = found.names ? await withNames(world, text, found.names) : ({ type: 'text', text } as const);
  return named.type === 'reply' ? named.reply : found.run(world, { ...asker, ...readIn(named.text) });
}

/** What follows the first word, and whom and which channels it mentions. */
function readIn(text: string): Pick<Asked, 'rest' | 'people' | 'channels'> {
  const [, ...others] = asTyped(text).split(/\s+/).filter(Boolean);
  return { rest: others.join(' '), people: peopleIn(text), channels: channelsIn(text) };
}
