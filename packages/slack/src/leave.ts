import { removeCanvas } from './canvas.ts';
import { unless } from './chat-errors.ts';
import type { Call } from './client.ts';

/**
 * Leaves a channel of ours behind: nothing in its head says what it was about, and nobody goes on in it. Archived last,
 * for an archived channel takes no changes; one that is archived already was left by a try whose answer was lost.
 */
export async function leaveChannel(
  { call }: { call: Call },
  { channel, topic, name, canvasOf }: { channel: string; topic: string; name: string; canvasOf?: string },
): Promise<void> {
  const gone = unless('is_archived', 'already_archived', 'channel_not_found');
  const { bookmarks = [] } = await call('bookmarks.list', (client) => client.bookmarks.list({ channel_id: channel }));
  for (const { id } of bookmarks) {
    if (id === undefined) continue;
    await call('bookmarks.remove', (client) => client.bookmarks.remove({ channel_id: channel, bookmark_id: id })).catch(
      unless('not_found', 'is_archived'),
    );
  }
  if (canvasOf !== undefined) await removeCanvas({ call }, { channel, incident: canvasOf }).catch(gone);
  await call('conversations.setTopic', (client) => client.conversations.setTopic({ channel, topic })).catch(gone);
  // Somebody else's channel may have the name; then the old one stays, which is in the archive anyway.
  await call('conversations.rename', (client) => client.conversations.rename({ channel, name })).catch(
    unless('is_archived', 'name_taken', 'not_authorized', 'channel_not_found'),
  );
  await call('conversations.archive', (client) => client.conversations.archive({ channel })).catch(gone);
}
