import { type Rendered, usage } from '../../blocks/index.ts';
import { slackCall } from '../../client.ts';
import { timeoutMs } from '../../respond-to.ts';
import { answered } from '../answered.ts';
import { command, isCommand, tellsOfNoIncident } from '../commands/index.ts';
import { isAsk, opened } from '../views/ask.ts';
import { type Around, openForm } from '../views/open.ts';

interface DirectMessage {
  readonly text: string;
  readonly user: string;
  readonly channel: string;
  /** Whether Slack says that the person belongs to another workspace. */
  readonly stranger: boolean;
  readonly cause: string;
  /** Of the message, to look what was said before it. */
  readonly ts: string;
}

const hintMark = { event_type: 'tocsin_hint', event_payload: {} };

/**
 * A direct message to the app is a command without its slash. Chatter is answered once with what can be said here, and
 * then no more: people may keep notes to themselves.
 */
export async function directMessage(
  around: Around,
  { text, user, channel, stranger, cause, ts }: DirectMessage,
): Promise<void> {
  const words = text.replace(/^\s*\/?incident\b\s*/i, '');
  if (!isCommand(words)) return hintOnce(around, { channel, ts });
  const by = tellsOfNoIncident(words) ? 'anybody' : { user, channel, stranger };
  const reply = await answered(around, { what: 'direct message', cause, by }, async () => {
    const answer = await command(around, { text: words, user, channel, stranger, cause });
    return isAsk(answer) ? openForm(around, answer, {}) : answer;
  });
  if (reply !== undefined && reply !== opened) await say(around, { channel, reply });
}

async function hintOnce(around: Around, { channel, ts }: { channel: string; ts: string }): Promise<void> {
  const call = slackCall({ ...around.slack, timeoutMs });
  const { messages = [] } = await call('conversations.history', (client) =>
    client.conversations.history({ channel, latest: ts, limit: 50, include_all_metadata: true }),
  );
  const hinted = messages.some(
    ({ metadata }) => (metadata as { event_type?: string })?.event_type === hintMark.event_type,
  );
  if (hinted) return;
  const hint = usage(
    'I answer commands here, without the slash: `list` names the open incidents, `declare checkout is slow` declares one, `help` lists the rest.',
  );
  await say(around, { channel, reply: hint, metadata: hintMark });
}

async function say(
  { slack }: Around,
  { channel, reply: { text, blocks }, metadata }: { channel: string; reply: Rendered; metadata?: typeof hintMark },
): Promise<void> {
  const call = slackCall({ ...slack, timeoutMs });
  await call('chat.postMessage', (client) =>
    client.chat.postMessage({ channel, text, blocks, ...(metadata ? { metadata } : {}) }),
  );
}
