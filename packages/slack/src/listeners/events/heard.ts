import type { Heard } from '@tocsin/app';
import { type MessageRef, markOf, person, tocsin } from '@tocsin/incident';
import type { SlackWorld, Surroundings } from '../../world.ts';

/** What is read of an event's envelope; Slack's own types have more, and differ from event to event. */
export interface Envelope {
  readonly event_id: string;
  readonly event: HeardEvent;
  /** The bot's own user, so that what it does itself is known. */
  readonly authorizations?: readonly { readonly user_id?: string; readonly is_bot?: boolean }[];
}

export interface HeardEvent {
  readonly type: string;
  readonly subtype?: string;
  readonly user?: string;
  readonly channel?: string;
  readonly channel_id?: string;
  readonly event_ts?: string;
  readonly ts?: string;
  readonly deleted_ts?: string;
  readonly reaction?: string;
  readonly item?: {
    readonly type?: string;
    readonly channel?: string;
    readonly ts?: string;
    readonly message?: { readonly ts?: string; readonly thread_ts?: string | null };
  };
  readonly message?: ChangedMessage | null;
  readonly previous_message?: ChangedMessage | null;
}

interface ChangedMessage {
  readonly ts?: string;
  readonly thread_ts?: string | null;
  readonly text?: string | null;
  readonly subtype?: string;
  readonly bot_id?: string;
  readonly edited?: { readonly ts?: string } | null;
  readonly files?: readonly { readonly id?: string; readonly mode?: string }[] | null;
}

/**
 * Pins, emoji, edits and deletions in an incident's channel. They come many at once, and nobody waits for an answer: they
 * are put into the incident's queue, where one after another is decided on.
 */
export async function heard({ world: made }: Pick<Surroundings, 'world'>, envelope: Envelope): Promise<void> {
  const { event, event_id: id } = envelope;
  if (envelope.authorizations?.some(({ user_id, is_bot }) => is_bot && user_id === event.user)) return;
  const world = await made();
  const command = commandOf(event, world.catalog.settings.capture.emoji);
  if (!command) return;
  const { channel } = command.message;
  const incident = await incidentOf(world, channel);
  if (incident === undefined) return;
  const cause = `event:${id}`;
  await world.outbox.send({ incident, dedup: `${incident}:${cause}`, heard: { command, cause, channel } });
}

/** How long a channel is taken for none of an incident's: one that is being opened has nothing to be captured yet. */
const strangeForMs = 30_000;
const channels = new WeakMap<SlackWorld['store'], Map<string, { incident: string | undefined; at: number }>>();

/** Which incident a channel belongs to changes never, so it is asked for once. */
async function incidentOf({ store, clock }: SlackWorld, channel: string): Promise<string | undefined> {
  const known = channels.get(store) ?? new Map<string, { incident: string | undefined; at: number }>();
  channels.set(store, known);
  const now = clock.now().getTime();
  const before = known.get(channel);
  if (before && (before.incident !== undefined || now - before.at < strangeForMs)) return before.incident;
  const incident = await store.byChannel(channel);
  known.set(channel, { incident, at: now });
  return incident;
}

/** What an event asks of an incident; undefined: nothing that is kept. */
export function commandOf(event: HeardEvent, emoji: readonly string[]): Heard['command'] | undefined {
  switch (event.type) {
    case 'pin_added':
    case 'pin_removed':
      return marked(event, 'pin');
    case 'reaction_added':
    case 'reaction_removed': {
      // Skin tones are variants of one emoji: `+1::skin-tone-2`.
      const name = event.reaction?.split('::')[0] ?? '';
      return emoji.includes(name) ? marked(event, { emoji: name }) : undefined;
    }
    case 'message':
      return changed(event);
    default:
      return undefined;
  }
}

function marked(event: HeardEvent, means: 'pin' | { emoji: string }): Heard['command'] | undefined {
  const { user, item, event_ts: stamp } = event;
  const ts = item?.message?.ts ?? item?.ts;
  const channel = item?.channel ?? event.channel_id ?? event.channel;
  if (item?.type !== 'message' || user === undefined || ts === undefined || channel === undefined || !stamp)
    return undefined;
  const by = person(user);
  const message = refOf(channel, ts, item.message?.thread_ts);
  const type = event.type.endsWith('_added') ? 'mark-message' : 'unmark-message';
  return { type, by, message, mark: markOf(means, by), eventAt: timeOf(stamp) };
}

function changed(event: HeardEvent): Heard['command'] | undefined {
  const { subtype, channel, message, previous_message: before, deleted_ts: gone } = event;
  const ts = gone ?? message?.ts ?? before?.ts;
  if (channel === undefined || ts === undefined) return undefined;
  const ref = refOf(channel, ts, (message ?? before)?.thread_ts);
  // A root with replies is not taken out of its thread; a tombstone takes its place.
  const deleted = subtype === 'message_deleted' || message?.subtype === 'tombstone';
  if (deleted) return { type: 'delete-message', by: tocsin, message: ref };
  // Slack stamps edits in whole seconds, its events in microseconds: two quick edits are two.
  const editedTs = event.event_ts ?? event.ts ?? message?.edited?.ts;
  if (subtype !== 'message_changed' || editedTs === undefined) return undefined;
  const text = message?.text ?? '';
  const otherWords = message?.edited !== undefined && message.edited !== null && text !== before?.text;
  const otherFiles = filesOf(message) !== filesOf(before);
  // Slack tells of previews and replies as changes, too; what was said is the same.
  if (!otherWords && !otherFiles) return undefined;
  const readAgain = otherFiles || mentions.test(text);
  return { type: 'edit-message', by: tocsin, message: ref, text, editedTs, ...(readAgain ? { readAgain } : {}) };
}

/** Which files there are, and which of them are gone. */
const filesOf = (message: ChangedMessage | null | undefined): string =>
  (message?.files ?? []).map(({ id, mode }) => `${id} ${mode === 'tombstone' ? 'gone' : ''}`).join();

/** Somebody whose name is not in the text: a person, a user group, a channel. */
const mentions = /<(@[UW]|!subteam|#[CG])/;

/** A message that began a thread bears its own time as the thread's. */
const refOf = (channel: string, ts: string, thread: string | null | undefined): MessageRef => ({
  channel,
  ts,
  ...(!thread || thread === ts ? {} : { thread }),
});

/** Slack's stamps have microseconds; those tell two quick events apart. */
const timeOf = (stamp: string): string => {
  const [seconds = '0', fraction = ''] = stamp.split('.');
  return `${new Date(Number(seconds) * 1_000).toISOString().slice(0, 19)}.${fraction.padEnd(6, '0').slice(0, 6)}Z`;
};
