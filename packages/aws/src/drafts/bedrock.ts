import type { Rewriter } from '@tocsin/app/drafting';
import * as z from 'zod/mini';
import { jsonOf } from '../json-of.ts';
import { bedrock, type SignedCall } from '../signed-call.ts';

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html */
const Answer = z.object({
  output: z.object({ message: z.object({ content: z.array(z.object({ text: z.nullish(z.string()) })) }) }),
  stopReason: z.string(),
});
const Wordings = z.array(z.object({ id: z.number(), text: z.string() }));

const timeoutMs = 20_000;
/** A sentence has some forty tokens. */
const tokensEach = 120;

const task = `You edit single sentences of a technical report so that they read well. For each sentence you are given:
- keep every placeholder such as {1} exactly once;
- keep every word that carries meaning, and the order of words within a clause; whole clauses may change places;
- you may change articles, joining words and punctuation;
- add nothing: no number, name, cause, time, judgment or explanation.
Return a sentence unchanged if it reads well. Answer with JSON alone: [{"id": 1, "text": "…"}].`;

/**
 * A model of Amazon Bedrock, by its Converse API, which is the same for all of them. It is shown sentences without what
 * people wrote, numbers and names.
 */
export function bedrockRewriter({ call, model }: { call: SignedCall; model: string }): Rewriter {
  return {
    model,
    async reword(sentences) {
      const numbered = sentences.map((text, index) => ({ id: index + 1, text }));
      const answer = await call({
        service: bedrock,
        path: `/model/${encodeURIComponent(model)}/converse`,
        body: {
          system: [{ text: task }],
          messages: [{ role: 'user', content: [{ text: JSON.stringify(numbered) }] }],
          inferenceConfig: { maxTokens: tokensEach * sentences.length, temperature: 0 },
        },
        timeoutMs,
      });
      const { output, stopReason } = Answer.parse(answer);
      if (stopReason !== 'end_turn' && stopReason !== 'stop_sequence')
        throw new Error(`the model ended with ${stopReason}`);
      const text = output.message.content.map((block) => block.text ?? '').join('');
      return Object.fromEntries(
        wordingsIn(text).flatMap(({ id, text: wording }) => {
          const sentence = sentences[id - 1];
          return sentence === undefined ? [] : [[sentence, wording]];
        }),
      );
    },
  };
}

/** Models like to say something around the JSON. */
function wordingsIn(text: string): z.infer<typeof Wordings> {
  const json = text.slice(Math.max(0, text.indexOf('[')), text.lastIndexOf(']') + 1);
  if (!json.startsWith('[')) throw new Error('the model answered with no list');
  const list = jsonOf(json);
  if (list === undefined)
    throw new Error(`the model answered with a list of ${json.length} characters that is no JSON`);
  return Wordings.parse(list);
}
