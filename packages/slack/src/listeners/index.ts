import type {
  AllMiddlewareArgs,
  App,
  BlockAction,
  GlobalShortcut,
  MessageShortcut,
  SlackActionMiddlewareArgs,
  SlackCommandMiddlewareArgs,
  SlackEventMiddlewareArgs,
  SlackOptionsMiddlewareArgs,
  SlackShortcutMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt';
import { actionIds, shortcutIds } from '../action-ids.ts';
import type { Rendered } from '../blocks/index.ts';
import type { ClientOptions } from '../client.ts';
import { surface } from '../surface.ts';
import type { Surroundings } from '../world.ts';
import type { Press } from './actions/press.ts';
import type { Envelope } from './events/heard.ts';
import { isForeign, isStranger, messageOf, pressOf } from './payloads.ts';

type Around = Surroundings & { readonly slack: ClientOptions };

/** Loaded with the first command or press, not with the function: they bring the use cases and the renderers. */
const listeners = () => import('./listeners.ts');

/** One listener for each command, event and shortcut of the surface, no more and no less: the compiler counts. */
const commands: Readonly<Record<(typeof surface.commands)[number]['command'], typeof onIncident>> = {
  '/incident': onIncident,
};
const events: Readonly<Record<(typeof surface.events)[number], (app: App, around: Around) => void>> = {
  app_mention: (app, around) => app.event('app_mention', (args) => onMention(args, around)),
  app_home_opened: (app, around) => app.event('app_home_opened', (args) => onHomeOpened(args, around)),
  channel_unarchive: (app, around) => app.event('channel_unarchive', ({ body }) => onReopened(body, around)),
  group_unarchive: (app, around) => app.event('group_unarchive', ({ body }) => onReopened(body, around)),
  pin_added: hears('pin_added'),
  pin_removed: hears('pin_removed'),
  reaction_added: hears('reaction_added'),
  reaction_removed: hears('reaction_removed'),
  // Slack names all that is said and changed `message`, wherever it is.
  'message.im': (app, around) => app.event('message', (args) => onDirectMessage(args, around)),
  'message.channels': hears('message'),
  'message.groups': () => {},
};
const shortcuts: Readonly<Record<(typeof surface.shortcuts)[number]['callbackId'], typeof onShortcut>> = {
  [shortcutIds.declare]: onShortcut,
  [shortcutIds.declareFrom]: onShortcut,
  [shortcutIds.makeAction]: onShortcut,
  [shortcutIds.capture]: onCapture,
};

/** One for each span that reminders can be put off for. */
const snoozes = new RegExp(`^${actionIds.snooze.replace('.', '\\.')}\\.\\d+$`);

function hears(event: string): (app: App, around: Around) => void {
  return (app, around) => app.event(event, ({ body }) => onHeard(body as unknown as Envelope, around));
}

/** Hands what Slack sends to the listeners, which are plain functions, and their answers to Slack. */
export function registerListeners(app: App, around: Around): void {
  for (const { command } of surface.commands) app.command(command, (args) => commands[command](args, around));
  for (const event of surface.events) events[event](app, around);
  for (const { callbackId } of surface.shortcuts)
    app.shortcut(callbackId, (args) => shortcuts[callbackId](args, around));
  const { ack, join, take, resolve, close } = actionIds;
  for (const action of [ack, join, take, resolve, close, snoozes, /^(form|do|field|walk)\./])
    app.action<BlockAction>(action, (args) => onPress(args, around));
  app.view<ViewSubmitAction>(/^form\./, (args) => onSubmission(args, around));
  app.options<'block_suggestion'>({ type: 'block_suggestion', action_id: /^offer\./ }, (args) => onOffer(args, around));
  app.action(new RegExp(`^${actionIds.open.replace('.', '\\.')}\\.`), onFollowed);
}

/** Buttons with an address open it by themselves; Slack still wants their presses acknowledged. */
async function onFollowed({ ack }: SlackActionMiddlewareArgs): Promise<void> {
  await ack();
}

async function onIncident(
  {
    command: { text, user_id, channel_id, trigger_id, response_url },
    ack,
  }: SlackCommandMiddlewareArgs & AllMiddlewareArgs,
  around: Around,
): Promise<void> {
  const cause = `command:${trigger_id}`;
  const asked = { text: text ?? '', user: user_id, channel: channel_id, cause, trigger: trigger_id };
  const { answered, command, isAsk, opened, openForm, tellsOfNoIncident } = await listeners();
  const by = tellsOfNoIncident(asked.text) ? 'anybody' : asked;
  const reply = await answered(around, { what: 'command', cause, by }, async () => {
    const answer = await command(around, asked);
    return isAsk(answer) ? openForm(around, answer, { trigger: trigger_id, responseUrl: response_url }) : answer;
  });
  await (reply === undefined || reply === opened
    ? ack()
    : ack({ response_type: 'ephemeral', text: reply.text, blocks: reply.blocks }));
}

async function onPress(
  { body, payload, ack }: SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs,
  around: Around,
): Promise<void> {
  await ack();
  const cause = `action:${body.trigger_id}`;
  const it = pressOf(body, payload, cause);
  const { answered, answerPress, byOf, homePressed, opened, press } = await listeners();
  const answer = await answered(around, { what: it.action, cause, by: () => byOf(it) }, () => press(around, it));
  if (body.view?.type === 'home') {
    if (answer === opened) return;
    return homePressed(around, { ...it, trigger: body.trigger_id, reply: answer }).catch(unanswered(around, cause));
  }
  // What was decided stands whether or not the person could be told.
  await answerPress(around, it, answer).catch(unanswered(around, cause));
}

async function onSubmission(
  { body, view, ack }: SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs,
  around: Around,
): Promise<void> {
  const cause = `view:${view.id}`;
  const sent = view as unknown as NonNullable<Press['view']>;
  const { answered, byOf, submitted, withRefusal } = await listeners();
  const it = { view: sent, user: body.user.id, stranger: isStranger(body) };
  const by = () => byOf(it);
  const answer = await answered(around, { what: view.callback_id, cause, by }, () => submitted(around, it));
  if (answer === undefined) return ack();
  const said = 'response_action' in answer ? answer : { response_action: 'update', view: withRefusal(sent, answer) };
  await ack(said as Parameters<typeof ack>[0]);
}

/** Somebody types into a select that asks us what there is. It has no place for words: where there is a refusal, there is nothing. */
async function onOffer(
  { payload, body, ack }: SlackOptionsMiddlewareArgs<'block_suggestion'> & AllMiddlewareArgs,
  around: Around,
): Promise<void> {
  const { action_id: action, value: typed, view } = payload;
  const meta = view?.private_metadata ?? '';
  const user = body.user.id;
  const { answered, byOf, offers } = await listeners();
  const by = () => byOf({ user, stranger: isStranger(body), view: { private_metadata: meta } });
  const options = await answered(around, { what: action, cause: `offer:${action}`, by }, () =>
    offers(around, { action, typed, user, meta }),
  );
  await ack({ options: Array.isArray(options) ? options : [] });
}

async function onShortcut(
  { body, ack }: SlackShortcutMiddlewareArgs<GlobalShortcut | MessageShortcut> & AllMiddlewareArgs,
  around: Around,
): Promise<void> {
  await ack();
  const cause = `shortcut:${body.trigger_id}`;
  const asked = { user: body.user.id, trigger: body.trigger_id, cause };
  const { actionShortcut, answered, declareShortcut, opened } = await listeners();
  const message = body.type === 'message_action' ? messageOf(body) : undefined;
  const by = { user: body.user.id, channel: message?.channel, stranger: isStranger(body) };
  const answer = await answered(around, { what: body.callback_id, cause, by }, () =>
    message && body.callback_id === shortcutIds.makeAction
      ? actionShortcut(around, { ...asked, message })
      : declareShortcut(around, { ...asked, ...(message ? { message } : {}) }),
  );
  if (answer === opened) return;
  await answerShortcut(around, body, answer).catch(unanswered(around, cause));
}

/**
 * From a message's menu Slack says where to answer, and shows it although the app may not be in that conversation. From its
 * own menu there is no place but the direct messages with the app.
 */
async function answerShortcut(
  { slack }: Around,
  body: GlobalShortcut | MessageShortcut,
  reply: Rendered,
): Promise<void> {
  const { respondTo, tell } = await listeners();
  const user = body.user.id;
  await (body.type === 'message_action'
    ? respondTo(body.response_url, reply)
    : tell(slack, { channel: user, user, reply }));
}

async function onCapture(
  { body, ack }: SlackShortcutMiddlewareArgs<GlobalShortcut | MessageShortcut> & AllMiddlewareArgs,
  around: Around,
): Promise<void> {
  await ack();
  if (body.type !== 'message_action') return;
  const message = messageOf(body);
  const user = body.user.id;
  const cause = `shortcut:${body.trigger_id}`;
  const { answered, captureShortcut, opened } = await listeners();
  const asked = { user, cause, message, trigger: body.trigger_id };
  const by = { user, channel: message.channel, stranger: isStranger(body) };
  const reply = await answered(around, { what: body.callback_id, cause, by }, () => captureShortcut(around, asked));
  if (reply === opened) return;
  await answerShortcut(around, body, reply).catch(unanswered(around, cause));
}

async function onMention(
  { event, body }: SlackEventMiddlewareArgs<'app_mention'> & AllMiddlewareArgs,
  around: Around,
): Promise<void> {
  const { user, channel, text, thread_ts, bot_id } = event;
  // Bots may mention us, and answers to answers have no end.
  if (user === undefined || bot_id) return;
  const cause = `event:${body.event_id}`;
  const { answered, isAsk, mentioned, mentionedWords, opened, openForm, tell, tellsOfNoIncident } = await listeners();
  const asked = { text, user, channel, cause, stranger: isForeign(event, body) };
  const by = tellsOfNoIncident(mentionedWords(text)) ? 'anybody' : asked;
  const reply = await answered(around, { what: 'mention', cause, by }, async () => {
    const answer = await mentioned(around, asked);
    return isAsk(answer) ? openForm(around, answer, {}) : answer;
  });
  if (reply === undefined || reply === opened) return;
  const where = { channel, user, ...(thread_ts ? { thread_ts } : {}) };
  await tell(around.slack, { ...where, reply }).catch(unanswered(around, cause));
}

async function onDirectMessage(
  { event, body }: SlackEventMiddlewareArgs<'message'> & AllMiddlewareArgs,
  around: Around,
): Promise<void> {
  // Edits, deletions and what bots say, this one included, are no commands.
  if (event.channel_type !== 'im' || event.subtype || event.bot_id) return;
  const { user, channel, ts } = event;
  const cause = `event:${body.event_id}`;
  const { directMessage } = await listeners();
  const asked = { text: event.text ?? '', user, channel, ts, cause, stranger: isForeign(event, body) };
  await directMessage(around, asked).catch(unanswered(around, cause));
}

async function onHomeOpened(
  { event, body }: SlackEventMiddlewareArgs<'app_home_opened'> & AllMiddlewareArgs,
  around: Around,
): Promise<void> {
  const { user, tab, view } = event;
  // Its other tab is no concern of ours.
  if (user === undefined || tab !== 'home') return;
  const { answered, homeClosed, homeOpened } = await listeners();
  const by = { user, stranger: isForeign(event, body) };
  const turnAway = (reason: string) => homeClosed(around, { user, reason });
  // Whoever opens it again sees it then.
  await answered(around, { what: 'home', cause: `event:${body.event_id}`, by, turnAway }, () =>
    homeOpened(around, { user, first: view === undefined }),
  );
}

/** Slack sends again what was not answered with 200, and what was heard twice changes nothing. */
async function onHeard(envelope: Envelope, around: Around): Promise<void> {
  const { heard } = await listeners();
  await heard(around, envelope);
}

/** A channel can be shown things in again. */
async function onReopened(
  { event, event_id: id }: { readonly event: { readonly channel: string }; readonly event_id: string },
  around: Around,
): Promise<void> {
  const { reopened } = await listeners();
  await reopened(around, { channel: event.channel, id });
}

const unanswered =
  ({ log }: Around, cause: string) =>
  (error: unknown): void =>
    log.warn('could not answer', { cause, error: String(error) });
