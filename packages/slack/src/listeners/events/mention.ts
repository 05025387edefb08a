import type { Surroundings } from '../../world.ts';
import { command } from '../commands/index.ts';
import type { Asked } from '../request.ts';
import type { Answer } from '../views/ask.ts';

/** `@Tocsin ack`: the same words as after `/incident`, and the way to say them in threads, where no command works. */
export function mentioned(
  surroundings: Pick<Surroundings, 'world'>,
  { text, ...asker }: Omit<Asked, 'rest' | 'people' | 'channels'> & { readonly text: string },
): Promise<Answer> {
  return command(surroundings, { ...asker, text: mentionedWords(text) });
}

/** What follows the first mention. */
export function mentionedWords(text: string): string {
  const found = /<@[UW][A-Z0-9]+(?:\|[^<>]*)?>/.exec(text);
  return found ? text.slice(found.index + found[0].length) : text;
}
