import * as z from 'zod';

const id = z.string().trim().min(1, 'must not be empty').max(200);
const text = z.string().trim().min(1, 'must not be empty').max(12_000);
const inputValue = z.union([z.string().max(12_000), z.number(), z.null(), z.array(z.string()).max(100)]);
const inputValues = z.record(z.string(), z.record(z.string(), inputValue));

const InChannel = z.object({ as: id, channel: id });
const OnMessage = InChannel.extend({ ts: id });
const control = { as: id, actionId: id, blockId: id.exactOptional() };
const inView = { viewId: id, surface: z.enum(['modal', 'home']), values: inputValues.exactOptional() };

/** What the page may ask for, as `page-api.ts` says it. */
export const bodies = {
  command: InChannel.extend({ text: text.refine((line) => line.startsWith('/'), 'must begin with a slash') }),
  post: InChannel.extend({
    text: z.string().trim().max(12_000),
    thread: id.exactOptional(),
    broadcast: z.boolean().exactOptional(),
    files: z
      .array(z.object({ name: id, base64: z.base64() }))
      .max(10)
      .exactOptional(),
  }).refine((post) => post.text !== '' || (post.files?.length ?? 0) > 0, {
    path: ['text'],
    message: 'must not be empty',
  }),
  edit: OnMessage.extend({ text }),
  delete: OnMessage,
  react: OnMessage.extend({ name: id, on: z.boolean() }),
  pin: OnMessage.extend({ on: z.boolean() }),
  click: inPlace({ value: z.string().max(2_000).exactOptional() }),
  select: inPlace({ value: inputValue }),
  suggest: inPlace({ query: z.string().max(500) }),
  shortcut: z.object({ as: id, callbackId: id, on: z.object({ channel: id, ts: id }).exactOptional() }),
  submit: z.object({ as: id, viewId: id, values: inputValues }),
  close: z.object({ as: id, viewId: id, all: z.boolean() }),
  home: z.object({ as: id, tab: z.enum(['home', 'messages']) }),
  join: InChannel,
  leave: InChannel,
  create: z.object({ as: id, name: id, private: z.boolean() }),
  invite: InChannel.extend({ user: id }),
  topic: InChannel.extend({ topic: z.string().trim().max(250, 'must be at most 250 characters') }),
  archive: InChannel.extend({ on: z.boolean() }),
  break: z.object({ dependency: id }),
  mend: z.object({ dependency: id }),
  /** An AWS event is taken as it is: intake checks it, as it would a real one. */
  event: z.record(z.string(), z.unknown()),
} as const;

/** A control stands in a message or in a view. What names neither is told of the message's fields. */
function inPlace<Shape extends z.ZodRawShape>(rest: Shape) {
  const message = z.object({ ...control, channel: id, ts: id, ...rest });
  const view = z.object({ ...control, ...inView, ...rest });
  return z.unknown().transform((body, context) => {
    const parsed =
      typeof body === 'object' && body !== null && 'viewId' in body ? view.safeParse(body) : message.safeParse(body);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) context.addIssue({ ...issue } as Parameters<typeof context.addIssue>[0]);
    return z.NEVER;
  });
}

/** Why a body was refused, naming the field: "text: must not be empty". */
export function whyRefused(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`).join('; ');
}
