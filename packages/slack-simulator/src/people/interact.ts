import type { Json, Message, StateValues, View } from '../workspace/model.ts';
import { findMessage } from '../workspace/see.ts';
import { cannot, channelSeenBy, nameOf, type Person } from './context.ts';
import { type Control, fillIn, findControl, stateOf, type Wanted } from './controls.ts';
import { fieldsFor } from './input.ts';
import { send, some } from './send.ts';
import { globalShortcut, messageShortcut } from './shortcuts.ts';
import { suggest } from './suggest.ts';
import type { Actor, InMessage, InputValue, InView, Sent } from './types.ts';

type Interactions = Pick<
  Actor,
  | 'click'
  | 'clickInView'
  | 'clickInHome'
  | 'select'
  | 'selectInView'
  | 'selectInHome'
  | 'suggest'
  | 'suggestInView'
  | 'suggestInHome'
  | 'shortcut'
  | 'messageShortcut'
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
    suggest: (control) => suggestInMessage(person, control),
    suggestInView: (control) => suggestInView(person, control, { surface: 'modal' }),
    suggestInHome: (control) => suggestInView(person, control, { surface: 'home' }),
    shortcut: (callbackId) => globalShortcut(person, callbackId),
    messageShortcut: (callbackId, ref, ts) => messageShortcut(person, callbackId, { ref, ts }),
  };
}

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

const controlIn = (person: Person, blocks: readonly unknown[], wanted: Wanted): Control =>
  findControl(blocks, wanted) ?? cannot('no_such_control', `${person.user.name} sees no ${wanted.actionId} there`);

function act(
  person: Person,
  blocks: readonly unknown[],
  { wanted, how, chosen }: { wanted: Wanted; how: Act; chosen: StateValues },
) {
  const control = controlIn(person, blocks, wanted);
  const { fields, holds } = how(control);
  const { blockId, actionId } = control;
  if (holds !== undefined) chosen[blockId] = { ...chosen[blockId], [actionId]: holds };
  const action = { action_id: actionId, block_id: blockId, ...fields, action_ts: person.world.nextTs() };
  return { actions: [action], state: { values: stateOf(blocks, chosen) } };
}

/** The message as this person sees it; `whispered` when nobody else does. */
function messageSeenBy(person: Person, { channel: ref, ts }: Pick<InMessage, 'channel' | 'ts'>) {
  const { world, user } = person;
  const channel = channelSeenBy(person, ref);
  const whispered = world.ephemerals.find(
    (one) => one.message.ts === ts && one.channel === channel.id && one.user === user.id,
  );
  const message: Message =
    whispered?.message ??
    findMessage(channel, ts) ??
    cannot('message_not_found', `${user.name} sees no message ${ts} in ${channel.name}`);
  const thread = message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts };
  const container = {
    type: 'message',
    message_ts: ts,
    channel_id: channel.id,
    is_ephemeral: whispered !== undefined,
    ...thread,
  };
  const { metadata: _unsaid, ...said } = structuredClone(message);
  // Of an ephemeral message Slack keeps nothing to send.
  const shown = whispered === undefined ? { message: said } : {};
  return { channel, message, where: { container, channel: { id: channel.id, name: nameOf(channel) }, ...shown } };
}

async function inMessage(person: Person, { channel: ref, ts, ...wanted }: InMessage & Wanted, how: Act): Promise<Sent> {
  const { world, user, responseUrls } = person;
  const { channel, message, where } = messageSeenBy(person, { channel: ref, ts });
  const key = `${channel.id} ${ts} ${user.id}`;
  const chosen = world.choices.get(key) ?? {};
  world.choices.set(key, chosen);
  const { actions, state } = act(person, message.blocks ?? [], { wanted, how, chosen });
  const payload = { type: 'block_actions', ...where, state, actions };
  const responseUrl = responseUrls.issue('actions', { channel: channel.id, user: user.id, original: ts });
  return send(person, payload, { responseUrl });
}

async function suggestInMessage(person: Person, { channel, ts, query, ...wanted }: InMessage & { query: string }) {
  const { message, where } = messageSeenBy(person, { channel, ts });
  return suggest(person, { control: controlIn(person, message.blocks ?? [], wanted), query, where });
}

async function suggestInView(
  person: Person,
  { query, ...wanted }: InView & { query: string },
  { surface }: { surface: 'modal' | 'home' },
) {
  const view = surface === 'modal' ? topView(person, wanted.viewId) : homeOf(person);
  const where = { container: { type: 'view', view_id: view.id }, view: structuredClone(view) };
  return suggest(person, { control: controlIn(person, view.blocks, wanted), query, where });
}

async function inView(
  person: Person,
  { viewId, values = {}, ...wanted }: InView & { readonly value?: string },
  { surface, act: how }: { surface: 'modal' | 'home'; act: Act },
): Promise<Sent> {
  const view = surface === 'modal' ? topView(person, viewId) : homeOf(person);
  fillIn(view, values);
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
