import type { Finding } from '../check/finding.ts';
import type { Block, Draft, SectionId, Sentence } from '../model.ts';
import { isPlain, judge } from './judge.ts';
import { partsOf, templateOf } from './template.ts';

/** What one wording came to. */
export interface Rewording {
  readonly draft: Draft;
  readonly accepted: number;
  readonly refused: number;
}

/** More of them are not a list that anybody reads. */
const mostRefusals = 5;
/** A sentence of a few words says it as it can be said. */
const leastWords = 6;

/** The sentences of a draft that a model may reword, as it is shown them: each once, nothing in them but words of ours. */
export function rewordable({ sections }: Pick<Draft, 'sections'>): string[] {
  const texts = sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => sentencesOf(block).map(({ parts }) => templateOf(parts).text)),
  );
  return [...new Set(texts)].filter((text) => isPlain(text) && text.split(/\s+/).length >= leastWords);
}

/**
 * The draft with the wordings that say what its sentences say; where one says anything else, the sentence stays as it was, and
 * the check says why. Sources, order and everything that is no sentence stay the same.
 *
 * @param wordings by the text that was shown
 * @param model whose they are
 */
export function reword(draft: Draft, wordings: Readonly<Record<string, string>>, model: string): Rewording {
  const refusals: Finding[] = [];
  let accepted = 0;
  const one = (sentence: Sentence, section: SectionId): Sentence => {
    const template = templateOf(sentence.parts);
    const wording = Object.hasOwn(wordings, template.text) ? wordings[template.text] : undefined;
    if (wording === undefined || wording === template.text) return sentence;
    const judged = judge(template, wording);
    if (judged.type === 'refused') {
      refusals.push(refusal(section, template.text, judged.reason));
      return sentence;
    }
    accepted += 1;
    return { ...sentence, parts: partsOf(judged.text, template) };
  };
  const sections = draft.sections.map((section) => ({
    ...section,
    blocks: section.blocks.map((block) => withSentences(block, (sentence) => one(sentence, section.id))),
  }));
  const findings = [...draft.findings, ...told({ accepted, refusals, model })];
  return { draft: { ...draft, sections, findings }, accepted, refused: refusals.length };
}

function told({ accepted, refusals, model }: { accepted: number; refusals: readonly Finding[]; model: string }) {
  const more = refusals.length - mostRefusals;
  const about: Finding[] =
    accepted === 0
      ? []
      : [
          {
            type: 'reworded',
            words: `${accepted === 1 ? 'One sentence was' : `${accepted} sentences were`} reworded by the model ${model}`,
            suggestion: 'Each says what it said before; its sources are the same.',
          },
        ];
  const rest: Finding[] =
    more <= 0
      ? []
      : [
          {
            type: 'reworded',
            words: `${more} more of its wordings ${more === 1 ? 'was' : 'were'} refused`,
            suggestion: 'Those sentences stay as they were.',
          },
        ];
  return [...about, ...refusals.slice(0, mostRefusals), ...rest];
}

const refusal = (section: SectionId, text: string, reason: string): Finding => ({
  type: 'reworded',
  section,
  words: `A wording of “${text.replace(/\{\d+\}/g, '…').slice(0, 160)}” was refused: it ${reason}`,
  suggestion: 'The sentence stays as it was.',
});

/** Captions, table rows and what stands beside a question are short already. */
function sentencesOf(block: Block): readonly Sentence[] {
  if (block.type === 'paragraph' || block.type === 'letter') return block.sentences;
  return block.type === 'list' ? block.items : [];
}

function withSentences(block: Block, change: (sentence: Sentence) => Sentence): Block {
  if (block.type === 'paragraph' || block.type === 'letter')
    return { ...block, sentences: block.sentences.map(change) };
  return block.type === 'list' ? { ...block, items: block.items.map(change) } : block;
}
