import type { ChannelRef, EffectRef } from '@tocsin/app';
import type { Call } from './client.ts';
import { carries } from './metadata.ts';

/** More than this is not what was meant: a bot in 20,000 channels, a channel with 4,000 messages since it opened. */
const mostPages = 20;
/** Slack's clock and ours differ; what is looked for is told by its creator or its metadata, not by its time. */
const skewMs = 60_000;

/**
 * The channel of the first of `names` that exists, if we made it and not before `createdAfter`. Archived ones count: an
 * archived channel of ours is still ours, and its name stays taken.
 */
export async function findChannel(
  { call, self }: { call: Call; self: () => Promise<string> },
  {
    names,
    createdAfter,
    private: hidden = false,
  }: { names: readonly string[]; createdAfter: string; private?: boolean },
): Promise<ChannelRef | undefined> {
  const me = await self();
  const earliest = Math.floor((Date.parse(createdAfter) - skewMs) / 1_000);
  const found = new Map<string, ChannelRef>();
  const [best] = names;
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const { channels = [], response_metadata } = await call('users.conversations', (client) =>
      client.users.conversations({
        types: hidden ? 'private_channel' : 'public_channel',
        exclude_archived: false,
        limit: 999,
        ...(cursor === undefined ? {} : { cursor }),
      }),
    );
    for (const { id, name, creator, created = 0 } of channels) {
      if (id && name && names.includes(name) && creator === me && created >= earliest) found.set(name, { id, name });
    }
    cursor = response_metadata?.next_cursor || undefined;
    if (cursor === undefined || (best !== undefined && found.has(best))) break;
  }
  return names.map((name) => found.get(name)).find((channel) => channel !== undefined);
}

/** The message that carries an effect's name in its metadata, among those posted since `since`, in a thread if it is a reply. */
export async function findPost(
  { call }: { call: Call },
  { channel, effect, since, thread }: { channel: string; effect: EffectRef; since: string; thread?: string },
): Promise<{ ts: string } | undefined> {
  const oldest = ((Date.parse(since) - skewMs) / 1_000).toFixed(6);
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const asked = {
      channel,
      oldest,
      inclusive: true,
      include_all_metadata: true,
      limit: 200,
      ...(cursor === undefined ? {} : { cursor }),
    };
    const { messages = [], response_metadata } = await (thread === undefined
      ? call('conversations.history', (client) => client.conversations.history(asked))
      : call('conversations.replies', (client) => client.conversations.replies({ ...asked, ts: thread })));
    const ours = messages.find((message) => carries((message as { metadata?: unknown }).metadata, effect));
    if (ours?.ts !== undefined) return { ts: ours.ts };
    cursor = response_metadata?.next_cursor || undefined;
    if (cursor === undefined) return undefined;
  }
  return undefined;
}
