import { only, Refusal } from './refusal.ts';

/** What a model says to what it is told. */
export type Model = (told: { readonly system: string; readonly user: string }) => string;

/** Converse: `POST /model/ID/converse`, as far as one question and its answer go. */
export function converse(models: ReadonlyMap<string, Model>, id: string, input: Record<string, unknown>): object {
  only(input, 'system', 'messages', 'inferenceConfig');
  const model = models.get(id);
  if (!model)
    throw new Refusal('AccessDeniedException', `You don't have access to the model with the specified model ID.`, 403);
  const { system, messages } = input as { system?: unknown; messages?: readonly Record<string, unknown>[] };
  const [message, ...others] = messages ?? [];
  if (message?.['role'] !== 'user' || others.length > 0)
    throw new Refusal('ValidationException', 'A conversation must start with a user message.');
  const answer = model({ system: textOf(system), user: textOf(message['content']) });
  return {
    output: { message: { role: 'assistant', content: [{ text: answer }] } },
    stopReason: 'end_turn',
    usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 },
    metrics: { latencyMs: 1 },
  };
}

function textOf(content: unknown): string {
  if (!Array.isArray(content)) throw new Refusal('ValidationException', 'Content must be a list of blocks.');
  return content.map(({ text }: { text: string }) => text).join('');
}
