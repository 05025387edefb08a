import * as z from 'zod';

const id = z.string().trim().min(1, 'must not be empty').max(200);
const text = z.string().trim().min(1, 'must not be empty').max(12_000);

/** What the page may ask for, as `page-api.ts` says it. */
export const CommandBody = z.object({
  as: id,
  channel: id,
  text: text.refine((line) => line.startsWith('/'), 'must begin with a slash'),
});
export const ClickBody = z.object({ as: id, channel: id, ts: id, actionId: id, blockId: id.optional() });
export const PostBody = z.object({ as: id, channel: id, text });
export const JoinBody = z.object({ as: id, channel: id });
export const DependencyBody = z.object({ dependency: id });
/** An AWS event is taken as it is: intake checks it, as it would a real one. */
export const EventBody = z.record(z.string(), z.unknown());

/** Why a body was refused, naming the field: "text: must not be empty". */
export function whyRefused(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`).join('; ');
}
