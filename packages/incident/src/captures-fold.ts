import type { CapturedFile, CapturedMessage } from './captures.ts';
import type { Entry } from './entries.ts';
import type { Incident } from './incident.ts';

export type MessageEntry = Extract<Entry, { readonly type: `message.${string}` }>;

/** The incident with what an entry says of a message. */
export function withMessage(incident: Incident, entry: MessageEntry): Incident {
  const { ts, ...where } = entry.message;
  const before: CapturedMessage = incident.messages?.[ts] ?? { marks: {}, ...where };
  return { ...incident, messages: { ...incident.messages, [ts]: after(before, entry) } };
}

function after(message: CapturedMessage, entry: MessageEntry): CapturedMessage {
  switch (entry.type) {
    case 'message.marked':
    case 'message.unmarked': {
      const mark = { on: entry.type === 'message.marked', at: entry.at };
      return { ...message, marks: { ...message.marks, [entry.mark]: mark } };
    }
    case 'message.read': {
      const { editedTs = '', files } = entry.content;
      const newest = editedTs > (message.editedTs ?? '') ? { editedTs } : {};
      const stored = { ...message.stored, ...storedOf(files) };
      return {
        ...readOnce(message, entry),
        ...newest,
        ...(Object.keys(stored).length === 0 ? {} : { stored }),
      };
    }
    case 'message.missed':
      return readOnce(message, entry);
    case 'message.edited': {
      const { editedTs, readAgain } = entry;
      return { ...message, editedTs, ...(readAgain ? { stale: editedTs } : {}) };
    }
    case 'message.deleted':
      return { ...message, deleted: true };
    default:
      return entry satisfies never;
  }
}

/** An edit that came while it was read is not in what was read. */
function readOnce({ stale, ...message }: CapturedMessage, { edit = '' }: { readonly edit?: string }): CapturedMessage {
  return { ...message, read: true, ...(stale !== undefined && stale > edit ? { stale } : {}) };
}

const storedOf = (files: readonly CapturedFile[]): Record<string, string> =>
  Object.fromEntries(files.flatMap(({ id, stored }) => (stored === undefined ? [] : [[id, stored]])));
