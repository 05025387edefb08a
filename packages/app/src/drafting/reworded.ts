import { type Draft, reword, rewordable } from '@tocsin/postmortem';
import type { DraftWorld } from './ports.ts';

/** Sentences a question: a model that is asked for many loses some. */
const atOnce = 20;
/** A question takes some seconds, and the draft is still to be stored. */
const marginMs = 25_000;

type Wordings = Readonly<Record<string, string>>;

/**
 * The draft in a model's words, where one is configured. What was worded once stays worded so: the same facts give the same
 * draft, whatever the model would say today. Whatever goes wrong costs wordings alone, and the draft says so.
 */
export async function reworded(
  world: Pick<DraftWorld, 'rewriter' | 'drafts' | 'clock' | 'log'>,
  draft: Draft,
  { incident, deadline }: { readonly incident: string; readonly deadline: Date },
): Promise<Draft> {
  const { rewriter, drafts, clock, log } = world;
  if (!rewriter) return draft;
  const key = `postmortems/${incident}/wordings.json`;
  const known = await kept(drafts, key, rewriter.model);
  const asked = rewordable(draft).filter((text) => !Object.hasOwn(known, text));
  let wordings: Wordings = known;
  let missed: string | undefined;
  for (let from = 0; from < asked.length && missed === undefined; from += atOnce) {
    const sentences = asked.slice(from, from + atOnce);
    if (deadline.getTime() - clock.now().getTime() < marginMs) missed = 'there was no time left to ask it';
    else
      try {
        wordings = { ...wordings, ...(await rewriter.reword(sentences)) };
      } catch (error) {
        log.warn('rewording', { incident, model: rewriter.model, sentences: sentences.length, error });
        missed = 'it could not be asked; the log of the function draft says why';
      }
  }
  if (wordings !== known)
    await drafts.put({
      key,
      text: JSON.stringify({ model: rewriter.model, wordings }),
      contentType: 'application/json',
    });
  const told = reword(draft, wordings, rewriter.model);
  log.info('rewording', { incident, model: rewriter.model, accepted: told.accepted, refused: told.refused });
  return missed === undefined ? told.draft : without(told.draft, rewriter.model, missed);
}

/** Of another model nothing is kept. */
async function kept(drafts: DraftWorld['drafts'], key: string, model: string): Promise<Wordings> {
  const text = await drafts.get(key);
  if (text === undefined) return {};
  const found = JSON.parse(text) as { readonly model: string; readonly wordings: Wordings };
  return found.model === model ? found.wordings : {};
}

const without = (draft: Draft, model: string, why: string): Draft => ({
  ...draft,
  findings: [
    ...draft.findings,
    {
      type: 'reworded',
      words: `Not all sentences were shown to the model ${model}: ${why}`,
      suggestion: 'They stand as they were drafted.',
    },
  ],
});
