import type {
  AllMiddlewareArgs,
  App,
  BlockButtonAction,
  SlackCommandMiddlewareArgs,
  SlackEventMiddlewareArgs,
} from '@slack/bolt';
import { actionIds } from '../action-ids.ts';
import type { ClientOptions } from '../client.ts';
import { respondTo } from '../respond-to.ts';
import { surface } from '../surface.ts';
import type { Surroundings } from '../world.ts';

type Around = Surroundings & { readonly slack: ClientOptions };

/** Loaded with the first command or press, not with the function: they bring the use cases and the renderers. */
const listeners = () => import('./listeners.ts');

/** One listener for each command and event of the surface, no more and no less: the compiler counts. */
const commands: Readonly<Record<(typeof surface.commands)[number]['command'], typeof onIncident>> = {
  '/incident': onIncident,
};
const events: Readonly<Record<(typeof surface.events)[number], (app: App, around: Around) => void>> = {
  app_mention: (app, around) => app.event('app_mention', (args) => onMention(args, around)),
  app_home_opened: (app, around) => app.event('app_home_opened', (args) => onHomeOpened(args, around)),
};

/** One for each span that reminders can be put off for. */
const snoozes = new RegExp(`^${actionIds.snooze.replace('.', '\\.')}\\.\\d+$`);

/** Hands what Slack sends to the listeners, which are plain functions, and their answers to Slack. */
export function registerListeners(app: App, around: Around): void {
  for (const { command } of surface.commands) app.command(command, (args) => commands[command](args, around));
  for (const event of surface.events) events[event](app, around);
  for (const action of [actionIds.ack, actionIds.join, actionIds.take, actionIds.resolve, actionIds.close, snoozes]) {
    app.action<BlockButtonAction>(action, async ({ body, payload, ack }) => {
      await ack();
      await onPress({ action: payload.action_id, incident: payload.value ?? '', body }, around);
    });
  }
  // Buttons with an address open it by themselves; Slack still wants their presses acknowledged.
  app.action(new RegExp(`^${actionIds.open.replace('.', '\\.')}\\.`), async ({ ack }) => ack());
}

async function onIncident(
  { command: { text, user_id, channel_id, trigger_id }, ack }: SlackCommandMiddlewareArgs & AllMiddlewareArgs,
  around: Around,
): Promise<void> {
  const cause = `command:${trigger_id}`;
  const asked = { text: text ?? '', user: user_id, channel: channel_id, cause };
  const { command, withTrouble } = await listeners();
  const reply = await withTrouble(around, { what: 'command', cause }, () => command(around, asked));
  await (reply ? ack({ response_type: 'ephemeral', text: reply.text, blocks: reply.blocks }) : ack());
}

async function onPress(
  { action, incident, body }: { action: string; incident: string; body: BlockButtonAction },
  around: Around,
): Promise<void> {
  const cause = `action:${body.trigger_id}`;
  const press = { action, incident, user: body.user.id, channel: body.channel?.id, stranger: isStranger(body), cause };
  const { pressed, withTrouble } = await listeners();
  const reply = await withTrouble(around, { what: action, cause }, () => pressed(around, press));
  if (body.view?.type === 'home') {
    const { homePressed } = await listeners();
    return homePressed(around, { user: body.user.id, reply }).catch(unanswered(around, cause));
  }
  if (!reply || !body.response_url) return;
  // What was decided stands whether or not the person could be told.
  await respondTo(body.response_url, reply).catch(unanswered(around, cause));
}

async function onMention(
  { event, body }: SlackEventMiddlewareArgs<'app_mention'> & AllMiddlewareArgs,
  around: Around,
): Promise<void> {
  const { user, channel, text, thread_ts, bot_id } = event;
  // Bots may mention us, and answers to answers have no end.
  if (user === undefined || bot_id !== undefined) return;
  const cause = `event:${body.event_id}`;
  const { mentioned, tell, withTrouble } = await listeners();
  const asked = { text, user, channel, cause };
  const reply = await withTrouble(around, { what: 'mention', cause }, () => mentioned(around, asked));
  if (!reply) return;
  const where = { channel, user, ...(thread_ts === undefined ? {} : { thread_ts }) };
  await tell(around.slack, { ...where, reply }).catch(unanswered(around, cause));
}

async function onHomeOpened(
  { event: { user, tab, view }, body }: SlackEventMiddlewareArgs<'app_home_opened'> & AllMiddlewareArgs,
  around: Around,
): Promise<void> {
  if (user === undefined) return;
  const { homeOpened } = await listeners();
  // Whoever opens it again sees it then.
  await homeOpened(around, { user, tab: tab ?? '', first: view === undefined }).catch(
    unanswered(around, `event:${body.event_id}`),
  );
}

const unanswered =
  ({ log }: Around, cause: string) =>
  (error: unknown): void =>
    log.warn('could not answer', { cause, error: String(error) });

/**
 * Whether somebody comes from another workspace, through a shared channel. Within an Enterprise organisation people have
 * other home workspaces and are no strangers. Whether a member is a guest, no payload says.
 */
function isStranger({ user, team, enterprise }: BlockButtonAction): boolean {
  return !enterprise && team != null && user.team_id !== undefined && user.team_id !== team.id;
}
