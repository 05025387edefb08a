import type { App, BlockButtonAction } from '@slack/bolt';
import { actionIds } from '../action-ids.ts';
import type { ClientOptions } from '../client.ts';
import { respondTo } from '../respond-to.ts';
import type { Surroundings } from '../world.ts';

/** Loaded with the first command or press, not with the function: they bring the use cases and the renderers. */
const listeners = () => import('./listeners.ts');

/** Hands what Slack sends to the listeners, which are plain functions, and their answers to Slack. */
export function registerListeners(app: App, surroundings: Surroundings & { readonly slack: ClientOptions }): void {
  const { log, slack } = surroundings;

  app.command('/incident', async ({ command: { text, user_id, channel_id, trigger_id }, ack }) => {
    const cause = `command:${trigger_id}`;
    const asked = { text: text ?? '', user: user_id, channel: channel_id, cause };
    const { command, withTrouble } = await listeners();
    const reply = await withTrouble(surroundings, { what: 'command', cause }, () => command(surroundings, asked));
    await (reply ? ack({ response_type: 'ephemeral', text: reply.text, blocks: reply.blocks }) : ack());
  });

  for (const action of [actionIds.ack, actionIds.take, actionIds.resolve]) {
    app.action<BlockButtonAction>(action, async ({ body, payload, ack }) => {
      await ack();
      const cause = `action:${body.trigger_id}`;
      const press = { action, incident: payload.value ?? '', user: body.user.id, stranger: isStranger(body), cause };
      const { pressed, withTrouble } = await listeners();
      const reply = await withTrouble(surroundings, { what: action, cause }, () => pressed(surroundings, press));
      if (!reply || !body.response_url) return;
      // What was decided stands whether or not the person could be told.
      await respondTo(body.response_url, reply).catch((error: unknown) =>
        log.warn('could not answer', { cause, error: String(error) }),
      );
    });
  }

  app.event('app_mention', async ({ event, body }) => {
    // Bots may mention us, and answers to answers have no end.
    if (event.user === undefined || event.bot_id !== undefined) return;
    const { user, channel, text, thread_ts } = event;
    const { mentioned, tell, withTrouble } = await listeners();
    const cause = `event:${body.event_id}`;
    const asked = { text, user, channel, cause };
    const reply = await withTrouble(surroundings, { what: 'mention', cause }, () => mentioned(surroundings, asked));
    if (!reply) return;
    await tell(slack, { channel, user, reply, ...(thread_ts === undefined ? {} : { thread_ts }) }).catch(
      (error: unknown) => log.warn('could not answer', { cause, error: String(error) }),
    );
  });

  // Buttons with an address open it by themselves; Slack still wants their presses acknowledged.
  app.action(new RegExp(`^${actionIds.open.replace('.', '\\.')}\\.`), async ({ ack }) => ack());
}

/**
 * Whether somebody comes from another workspace, through a shared channel. Within an Enterprise organisation people have
 * other home workspaces and are no strangers. Whether a member is a guest, no payload says.
 */
function isStranger({ user, team, enterprise }: BlockButtonAction): boolean {
  return !enterprise && team != null && user.team_id !== undefined && user.team_id !== team.id;
}
