import type { Rendered } from '../../blocks/index.ts';
import { asTyped } from '../request.ts';
import { given, type opened } from '../views/ask.ts';
import { type Around, openForm } from '../views/open.ts';

export interface Shortcut {
  readonly user: string;
  readonly trigger: string;
  readonly cause: string;
  /** Of a message shortcut: the message, and the workspace's name in addresses. */
  readonly message?: {
    readonly channel: string;
    readonly ts: string;
    readonly thread?: string;
    readonly text: string;
    readonly by?: string;
    readonly domain?: string;
  };
}

export type MessageShortcut = Shortcut & Required<Pick<Shortcut, 'message'>>;

/** “Declare incident” in Slack's own menu, and “Open incident from this” in a message's. */
export function declareShortcut(
  around: Around,
  { user, trigger, cause, message }: Shortcut,
): Promise<Rendered | typeof opened> {
  const asked = { user, channel: message?.channel ?? '', cause, trigger, rest: '', people: [], channels: [] };
  const usage = 'Say in a few words what is wrong: `/incident declare checkout is slow`.';
  const summary = message === undefined ? undefined : asTyped(message.text);
  return openForm(
    around,
    { type: 'ask', form: 'declare', given: given({ summary }), usage, asked },
    { trigger, ...(message ? { from: fromOf(message) } : {}) },
  );
}

export function fromOf({ channel, ts, thread, by, domain }: NonNullable<Shortcut['message']>) {
  const link = domain === undefined ? {} : { link: permalink({ channel, ts, domain, ...(thread ? { thread } : {}) }) };
  return { channel, ts, ...link, ...(by === undefined ? {} : { by }) };
}

/** As chat.getPermalink makes it, which needs the app to be in the channel. */
function permalink({ channel, ts, thread, domain }: { channel: string; ts: string; thread?: string; domain: string }) {
  const address = `https://${domain}.slack.com/archives/${channel}/p${ts.replace('.', '')}`;
  return thread === undefined || thread === ts ? address : `${address}?thread_ts=${thread}&cid=${channel}`;
}
