import { findMessage } from '../workspace/see.ts';
import { cannot, channelSeenBy, nameOf, type Person } from './context.ts';
import { send } from './send.ts';
import type { Sent } from './types.ts';

/** From the menu of the client: says nothing of the app, and comes without a channel, a message or an address to answer at. */
export async function globalShortcut(person: Person, callbackId: string): Promise<Sent> {
  mustBeOffered(person, callbackId, 'global');
  const { user, world } = person;
  const payload = {
    type: 'shortcut',
    callback_id: callbackId,
    action_ts: world.nextTs(),
    user: { id: user.id, username: user.name, team_id: user.team.id },
    api_app_id: undefined,
  };
  return send(person, payload, {});
}

/** From the menu of a message, also where the app is not a member: it is sent what it could not read itself. */
export async function messageShortcut(
  person: Person,
  callbackId: string,
  { ref, ts }: { ref: string; ts: string },
): Promise<Sent> {
  const { user, world, responseUrls } = person;
  mustBeOffered(person, callbackId, 'message');
  const channel = channelSeenBy(person, ref);
  const message = findMessage(channel, ts) ?? cannot('message_not_found', `${user.name} sees no message ${ts}`);
  const { metadata: _unsaid, ...said } = structuredClone(message);
  const payload = {
    type: 'message_action',
    callback_id: callbackId,
    action_ts: world.nextTs(),
    channel: { id: channel.id, name: nameOf(channel) },
    message_ts: ts,
    message: said,
    api_app_id: undefined,
  };
  return send(person, payload, { responseUrl: responseUrls.issue('app', { channel: channel.id, user: user.id }) });
}

/** Clients show the shortcuts of the manifest, and none of an app that may not have any. */
function mustBeOffered({ world }: Person, callbackId: string, type: 'message' | 'global'): void {
  if (!world.granted(['commands'])) cannot('no_such_shortcut', 'the app has no scope commands');
  const offered = world.manifest?.features?.shortcuts ?? [];
  if (world.manifest === undefined || offered.some((one) => one.type === type && one.callback_id === callbackId))
    return;
  cannot('no_such_shortcut', `the manifest has no ${type} shortcut ${callbackId}`);
}
