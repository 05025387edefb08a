import type { Surroundings } from '../../world.ts';
import { command } from '../commands/index.ts';
import type { Asked } from '../request.ts';
import type { Answer } from '../views/ask.ts';

/** `@Tocsin ack`: the same words as after `/incident`, and the way to say them in threads, where no command works. */
export function mentioned(
  surroundings: Pick<Surroundings, 'world'>,
  { text, ...asker }: Omit<Asked, 'rest' | 'people' | 'channels'> & { readonly text: string },
): Promise<Answer> {
  return command(surroundings, { ...asker, text: text.replace(/^.*?<@[UW][A-Z0-9]+(\|[^>]*)?>/s, '') });
}
