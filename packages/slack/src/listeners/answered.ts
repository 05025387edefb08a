import { barredFrom, ContentionError, UnknownPersonError } from '@tocsin/app';
import { type Rendered, refused, trouble } from '../blocks/index.ts';
import { UnreadableError } from '../read-back.ts';
import type { Surroundings } from '../world.ts';

type By = Parameters<typeof barredFrom>[1];

interface Asked<Answer> {
  readonly what: string;
  readonly cause: string;
  /** Who asks and where; a function where that has to be read from what Slack handed back. */
  readonly by: By | (() => By) | 'anybody';
  /** How whoever is turned away hears why, where that is no answer in words. */
  readonly turnAway?: (reason: string) => Answer | Rendered | Promise<Answer | Rendered>;
}

/**
 * The one way to an answer. Whoever is no member is turned away before anything is looked up for them; `anybody` is for
 * answers that tell of no incident. An error becomes a log line and an answer here: people are shown words only where it
 * is about what they did; all else is ours to look into, by the reference that stands in the log as well.
 */
export async function answered<Answer>(
  { log, world }: Surroundings,
  { what, cause, by, turnAway = refused }: Asked<Answer>,
  answer: () => Promise<Answer>,
): Promise<Answer | Rendered> {
  try {
    const barred = by === 'anybody' ? undefined : await barredFrom(await world(), typeof by === 'function' ? by() : by);
    return barred ? await turnAway(barred.reason) : await answer();
  } catch (error) {
    if (error instanceof UnreadableError) {
      log.warn('request unreadable', { what, cause, reason: error.message });
      return refused(`${error.message}. Ask for it again with \`/incident\``);
    }
    const { name, message, code } = error as Partial<Error & { code: unknown }>;
    log.error('answering Slack failed', { what, cause, error: name, code, message });
    return trouble(wordsFor(error, cause));
  }
}

function wordsFor(error: unknown, cause: string): string {
  if (error instanceof UnknownPersonError)
    return 'Slack does not say right now who you are, so I cannot say what you may see. Try again in a moment; in the incident’s own channel you can go on.';
  if (error instanceof ContentionError)
    return 'Many people changed this incident in the same moment. Nothing of yours was lost or done; please try again.';
  return `Something failed on Tocsin’s side, and I cannot say whether it was done. Look at the incident, then try again. In the log this is \`${cause.replace(/[^\w.:-]/g, '')}\`.`;
}
