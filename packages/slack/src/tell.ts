import type { Rendered } from './blocks/index.ts';
import { type ClientOptions, slackCall } from './client.ts';
import { timeoutMs } from './respond-to.ts';

/** Says something to one person, in a channel or a thread: for what comes without an address for answers. */
export async function tell(
  options: ClientOptions,
  { reply: { text, blocks }, ...where }: { channel: string; user: string; thread_ts?: string; reply: Rendered },
): Promise<void> {
  const call = slackCall({ ...options, timeoutMs });
  await call('chat.postEphemeral', (client) => client.chat.postEphemeral({ ...where, text, blocks }));
}
