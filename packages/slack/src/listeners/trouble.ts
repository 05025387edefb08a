import { ContentionError } from '@tocsin/app';
import { type Rendered, trouble } from '../blocks/index.ts';
import type { Surroundings } from '../world.ts';

/**
 * The one place where an error becomes a log line and an answer. People are shown words only where the error is about
 * what they did; all else is ours to look into, by the reference that stands in the log as well.
 */
export async function withTrouble<Answer>(
  { log }: Pick<Surroundings, 'log'>,
  { what, cause }: { what: string; cause: string },
  answer: () => Promise<Answer>,
): Promise<Answer | Rendered> {
  try {
    return await answer();
  } catch (error) {
    const { name, message, code } = error as Partial<Error & { code: unknown }>;
    log.error('answering Slack failed', { what, cause, error: name, code, message });
    return trouble(wordsFor(error, cause));
  }
}

function wordsFor(error: unknown, cause: string): string {
  if (error instanceof ContentionError)
    return 'Many people changed this incident in the same moment. Nothing of yours was lost or done; please try again.';
  return `Something failed on Tocsin’s side, and I cannot say whether it was done. Look at the incident, then try again. In the log this is \`${cause.replace(/[^\w.:-]/g, '')}\`.`;
}
