import type { QuotedMessage } from '@tocsin/incident';
import * as z from 'zod/mini';
import { readBack } from '../read-back.ts';

const incident = z.string().check(z.regex(/^\d{8}-[a-z0-9]{8}$/));
const conversation = z.string().check(z.regex(/^[CDG][A-Z0-9]{2,20}$/));

/** What a modal remembers between being opened and being submitted; Slack keeps it and hands it back. */
const Meta = z.object({
  incident: z.optional(incident),
  /** Where it was asked for. */
  channel: z.optional(conversation),
  /** The message that an incident is opened from. */
  from: z.optional(
    z.object({
      channel: conversation,
      ts: z.string().check(z.regex(/^\d+\.\d+$/)),
      link: z.optional(z.string()),
      by: z.optional(z.string().check(z.regex(/^[UW][A-Z0-9]{2,20}$/))),
    }),
  ),
  /** Where a walk through a runbook was when it was asked for. */
  walk: z.optional(
    z.object({ id: z.string(), step: z.optional(z.string()), attempt: z.optional(z.int().check(z.gte(0))) }),
  ),
  /** The open incident that the person was told of, and declared beside it all the same. */
  told: z.optional(incident),
});
export type Meta = z.infer<typeof Meta>;

/** Words that were given before a form was opened, by field. */
export type Given = Readonly<Record<string, string>>;

/** What a button says of the form that it opens. */
const FormRef = z.object({ incident: z.optional(incident), given: z.optional(z.record(z.string(), z.string())) });
export type FormRef = z.infer<typeof FormRef>;

/** The message that something is made from. */
export const quotedIn = ({ channel, ts, link, by }: NonNullable<Meta['from']>): QuotedMessage => ({
  channel,
  ts,
  ...(link === undefined ? {} : { link }),
  ...(by === undefined ? {} : { by }),
});

export const metaText = (meta: Meta): string => JSON.stringify(meta);

/** @throws UnreadableError when it is not what a modal of ours remembers. */
export function parseMeta(text: string): Meta {
  return readBack(Meta, 'the form', text === '' ? '{}' : text);
}

/** @throws UnreadableError when it is not what a button of ours says. */
export function parseFormRef(value: string): FormRef {
  const read = incident.safeParse(value);
  if (read.success) return { incident: read.data };
  return value.startsWith('{') ? readBack(FormRef, 'the button', value) : {};
}
