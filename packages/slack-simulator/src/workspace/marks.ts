import { refuse } from '../errors.ts';
import { bare } from './messages.ts';
import type { Channel, Message } from './model.ts';
import { permalink } from './see.ts';
import type { World } from './world.ts';

/** Reactions and pins. */

/** Names of emoji as Slack's API takes them: no colons, a skin tone perhaps. */
const emojiName = /^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/;

export function addReaction(
  world: World,
  channel: Channel,
  message: Message,
  { name, by }: { name: string; by: string },
): void {
  if (!emojiName.test(name)) refuse('invalid_name');
  const reactions = (message.reactions ??= []);
  const reaction = reactions.find((one) => one.name === name);
  if (reaction?.users.includes(by)) refuse('already_reacted');
  if (reaction === undefined) reactions.push({ name, users: [by], count: 1 });
  else {
    reaction.users.push(by);
    reaction.count += 1;
  }
  tellReaction(world, 'reaction_added', { channel, message, name, by });
}

export function removeReaction(
  world: World,
  channel: Channel,
  message: Message,
  { name, by }: { name: string; by: string },
): void {
  const reaction = message.reactions?.find((one) => one.name === name);
  if (reaction === undefined || !reaction.users.includes(by)) refuse('no_reaction');
  reaction.users.splice(reaction.users.indexOf(by), 1);
  reaction.count -= 1;
  if (reaction.count === 0) message.reactions?.splice(message.reactions.indexOf(reaction), 1);
  if (message.reactions?.length === 0) delete message.reactions;
  tellReaction(world, 'reaction_removed', { channel, message, name, by });
}

function tellReaction(
  world: World,
  type: 'reaction_added' | 'reaction_removed',
  { channel, message, name, by }: { channel: Channel; message: Message; name: string; by: string },
): void {
  world.changed(type, { channel: channel.id, ts: message.ts, user: by });
  if (!channel.members.has(world.app.userId)) return;
  world.publish({
    subscription: type,
    event: {
      type,
      user: by,
      item: { type: 'message', channel: channel.id, ts: message.ts },
      reaction: name,
      ...(message.user === undefined ? {} : { item_user: message.user }),
      event_ts: world.nextTs(),
    },
  });
}

export function addPin(world: World, channel: Channel, message: Message, by: string): void {
  if (channel.pins.some((pin) => pin.ts === message.ts)) refuse('already_pinned');
  // https://docs.slack.dev/reference/methods/pins.add: too_many_pins; the number is not documented, 100 is what clients show.
  if (channel.pins.length >= 100) refuse('too_many_pins');
  channel.pins.push({ ts: message.ts, by, at: world.seconds() });
  tellPin(world, 'pin_added', { channel, message, by });
}

export function removePin(world: World, channel: Channel, message: Message, by: string): void {
  const index = channel.pins.findIndex((pin) => pin.ts === message.ts);
  if (index < 0) refuse('no_pin');
  channel.pins.splice(index, 1);
  tellPin(world, 'pin_removed', { channel, message, by });
}

function tellPin(
  world: World,
  type: 'pin_added' | 'pin_removed',
  { channel, message, by }: { channel: Channel; message: Message; by: string },
): void {
  world.changed(type, { channel: channel.id, ts: message.ts, user: by });
  if (!channel.members.has(world.app.userId)) return;
  const at = world.seconds();
  const pinned = type === 'pin_added' ? { pinned_to: [channel.id] } : {};
  world.publish({
    subscription: type,
    event: {
      type,
      user: by,
      channel_id: channel.id,
      item: {
        type: 'message',
        created: at,
        created_by: by,
        channel: channel.id,
        message: { ...bare(message), ...pinned, permalink: permalink(world, channel, message) },
      },
      ...(message.user === undefined ? {} : { item_user: message.user }),
      pin_count: channel.pins.length,
      pinned_info: { channel: channel.id, pinned_by: by, pinned_ts: at },
      event_ts: world.nextTs(),
      ...(type === 'pin_removed' ? { has_pins: channel.pins.length > 0 } : {}),
    },
  });
}
