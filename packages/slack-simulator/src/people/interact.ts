import type { Json, Message, StateValues, View } from '../workspace/model.ts';
import { canSee, findMessage } from '../workspace/see.ts';
import { cannot, channelSeenBy, envelope, errorOf, type Person } from './context.ts';
import { type Control, findControl, stateOf, type Wanted } from './controls.ts';
import { fieldsFor } from './input.ts';
import type { Actor, InMessage, InputValue, InView, Sent } from './types.ts';

type Interactions = Pick<
  Actor,
  'click' | 'clickInView' | 'clickInHome' | 'select' | 'selectInView' | 'selectInHome' | 'shortcut' | 'messageShortcut'
>;

/** Buttons and menus, in messages, modals and the Home tab; shortcuts. */
export function interactions(person: Person): Interactions {
  return {
    click: ({ value, ...button }) => inMessage(person, { ...button, ...some('value', value) }, press),
    select: ({ value, ...control }) => inMessage(person, control, choose(value)),
    clickInView: (button) => inView(person, button, { surface: 'modal', act: press }),
    selectInView: ({ value, ...control }) => inView(person, control, { surface: 'modal', act: choose(value) }),
    clickInHome: (button) => inView(person, button, { surface: 'home', act: press }),
    selectInHome: ({ value, ...control }) => inView(person, control, { surface: 'home', act: choose(value) }),
    shortcut: (callbackId) =>
      send(person, { type: 'shortcut', callback_id: callbackId, action_ts: person.world.nextTs() }, {}),
    messageShortcut: (callbackId, ref, ts) => messageShortcut(person, callbackId, { ref, ts }),
  };
}

const some = <K extends string, V>(name: K, value: V | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { [key in K]?: V };

/** What acting on a control sends of it, and what the control holds afterwards. */
type Act = (control: Control) => { readonly fields: Json; readonly holds?: Json };

const press: Act = ({ element }) => {
  const type = String(element['type']);
  if (!['button', 'icon_button', 'workflow_button'].includes(type)) cannot('not_a_button', `${type} cannot be clicked`);
  const { text, value, style } = element;
  return { fields: { type, text, ...some('value', value), ...some('style', style) } };
};

const choose =
  (value: InputValue): Act =>
  ({ element }) => {
    const holds = fieldsFor(element, value);
    const { placeholder } = element;
    return {
      fields: { ...holds, ...some('placeholder', placeholder) },
      ...(element['type'] === 'overflow' ? {} : { holds }),
    };
  };

function act(
  person: Person,
  blocks: readonly unknown[],
  { wanted, how, chosen }: { wanted: Wanted; how: Act; chosen: StateValues },
) {
  const control =
    findControl(blocks, wanted) ?? cannot('no_such_control', `${person.user.name} sees no ${wanted.actionId} there`);
  const { fields, holds } = how(control);
  const { blockId, actionId } = control;
  if (holds !== undefined) chosen[blockId] = { ...chosen[blockId], [actionId]: holds };
  const action = { action_id: actionId, block_id: blockId, ...fields, action_ts: person.world.nextTs() };
  return { actions: [action], state: { values: stateOf(blocks, chosen) } };
}

async function inMessage(person: Person, { channel: ref, ts, ...wanted }: InMessage & Wanted, how: Act): Promise<Sent> {
  const { world, user, responseUrls } = person;
  const channel = channelSeenBy(person, ref);
  const whispered = world.ephemerals.find(
    (one) => one.message.ts === ts && one.channel === channel.id && one.user === user.id,
  );
  const message: Message =
    whispered?.message ??
    (canSee(channel, user) ? findMessage(channel, ts) : undefined) ??
    cannot('message_not_found', `${user.name} sees no message ${ts} in ${channel.name}`);
  const key = `${channel.id} ${ts} ${user.id}`;
  const chosen = world.choices.get(key) ?? {};
  world.choices.set(key, chosen);
  const { actions, state } = act(person, message.blocks ?? [], { wanted, how, chosen });
  const thread = message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts };
  const { metadata: _unsaid, ...said } = structuredClone(message);
  const payload = {
    type: 'block_actions',
    container: {
      type: 'message',
      message_ts: ts,
      channel_id: channel.id,
      is_ephemeral: whispered !== undefined,
      ...thread,
    },
    channel: { id: channel.id, name: nameOf(channel) },
    // Of an ephemeral message Slack keeps nothing to send.
    ...(whispered === undefined ? { message: said } : {}),
    state,
    actions,
  };
  const responseUrl = responseUrls.issue('actions', { channel: channel.id, user: user.id, original: ts });
  return send(person, payload, { responseUrl });
}

const nameOf = (channel: { kind: string; name: string }): string =>
  channel.kind === 'im' ? 'directmessage' : channel.kind === 'private' ? 'privategroup' : channel.name;

async function inView(
  person: Person,
  { viewId, ...wanted }: InView & { readonly value?: string },
  { surface, act: how }: { surface: 'modal' | 'home'; act: Act },
): Promise<Sent> {
  const view = surface === 'modal' ? topView(person, viewId) : homeOf(person);
  const { actions, state } = act(person, view.blocks, { wanted, how, chosen: view.state.values });
  view.state = state;
  const shown = structuredClone(view);
  return send(
    person,
    { type: 'block_actions', container: { type: 'view', view_id: view.id }, view: shown, actions },
    { viewId: view.id },
  );
}

/** The modal on top; nothing below it can be touched. */
export function topView({ world, user }: Person, viewId?: string): View {
  const top = world.modals.get(user.id)?.at(-1);
  if (top === undefined) return cannot('no_view', `${user.name} has no modal open`);
  return viewId === undefined || top.id === viewId ? top : cannot('view_covered', `${viewId} is not on top`);
}

const homeOf = ({ world, user }: Person): View =>
  world.homes.get(user.id) ?? cannot('no_home', `the app published no Home for ${user.name}`);

async function messageShortcut(
  person: Person,
  callbackId: string,
  { ref, ts }: { ref: string; ts: string },
): Promise<Sent> {
  const { user, world, responseUrls } = person;
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
  };
  return send(person, payload, { responseUrl: responseUrls.issue('app', { channel: channel.id, user: user.id }) });
}

interface Sending {
  readonly responseUrl?: string;
  readonly viewId?: string;
}

/** Sends an interaction with a fresh trigger. */
export async function send(person: Person, payload: Json, { responseUrl, viewId }: Sending): Promise<Sent> {
  const triggerId = person.triggers.issue({ user: person.user.id, ...some('viewId', viewId) });
  const { outcome } = await person.link.interaction({
    ...envelope(person),
    ...payload,
    trigger_id: triggerId,
    ...some('response_url', responseUrl),
  });
  const error = errorOf(outcome);
  return { ok: error === undefined, outcome, triggerId, ...some('error', error), ...some('responseUrl', responseUrl) };
}
