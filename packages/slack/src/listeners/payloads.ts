import type { BlockAction, MessageShortcut, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Press } from './actions/press.ts';

/** A press as the listeners take it. */
export function pressOf(
  body: BlockAction,
  payload: SlackActionMiddlewareArgs<BlockAction>['payload'],
  cause: string,
): Press {
  const { view, response_url } = body;
  const chosen =
    'value' in payload ? payload.value : 'selected_option' in payload ? payload.selected_option?.value : '';
  return {
    action: payload.action_id,
    value: chosen ?? '',
    user: body.user.id,
    ...(body.channel ? { channel: body.channel.id } : {}),
    stranger: isStranger(body),
    cause,
    trigger: body.trigger_id,
    ...(response_url === undefined ? {} : { responseUrl: response_url }),
    ...(view?.type === 'modal' ? { view: view as unknown as NonNullable<Press['view']> } : {}),
  };
}

/** The message of a shortcut from its menu. */
export function messageOf({ channel, message, message_ts: ts, team }: MessageShortcut) {
  const { text, user, thread_ts } = message;
  // Slack leaves out what there is none of, or sets it to null.
  return {
    channel: channel.id,
    ts,
    text: text ?? '',
    ...(thread_ts ? { thread: String(thread_ts) } : {}),
    ...(user ? { by: user } : {}),
    ...(team?.domain ? { domain: team.domain } : {}),
  };
}

/**
 * Whether somebody comes from another workspace, through a shared channel. Within an Enterprise organisation people have
 * other home workspaces and are no strangers. Whether a member is a guest, no payload says.
 */
export function isStranger({
  user,
  team,
  enterprise,
}: {
  user: { team_id?: string };
  team: { id: string } | null;
  enterprise?: unknown;
}): boolean {
  return !enterprise && team != null && user.team_id !== undefined && user.team_id !== team.id;
}

/** The same of an event, where Slack names the person's workspace if it is another than the channel's. */
export function isForeign(
  event: object,
  {
    team_id: team,
    authorizations: [installed] = [],
  }: { readonly team_id?: string; readonly authorizations?: readonly Installed[] },
): boolean {
  const { user_team: theirs } = event as { readonly user_team?: string };
  const ours = installed?.team_id ?? team;
  return !installed?.enterprise_id && ours !== undefined && theirs !== undefined && theirs !== ours;
}

interface Installed {
  readonly enterprise_id?: string | null;
  readonly team_id?: string | null;
}
