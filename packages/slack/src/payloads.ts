import {
  day,
  flag,
  id,
  list,
  maybe,
  moment,
  named,
  object,
  optional,
  type Shape,
  stamp,
  text,
  values,
} from './shape.ts';

/**
 * What is read of the payloads that Slack sends (docs.slack.dev, interaction payloads and events), by us and by Bolt, which
 * keeps clients by the ids of workspaces and takes what is null for an object; all else may be as it is.
 */

const person = object({ id, team_id: maybe(id) });
const organisation = { enterprise: maybe(object({ id })), is_enterprise_install: maybe(flag) };
const team = object({ id, domain: maybe(text), enterprise_id: maybe(id) });
const from = { ...organisation, user: person, team: maybe(team) };
const channel = object({ id });

const option = object({ value: text });
const held = object({
  value: maybe(text),
  selected_option: maybe(option),
  selected_options: maybe(list(option)),
  selected_user: maybe(id),
  selected_date_time: maybe(moment),
  selected_date: maybe(day),
});
const state = object({ values: values(values(held)) });
const shown = {
  id: named,
  app_installed_team_id: maybe(id),
  private_metadata: maybe(text),
  callback_id: maybe(text),
  blocks: maybe(list(object({ block_id: maybe(text) }))),
};
const modal = object({
  ...shown,
  type: named,
  private_metadata: text,
  callback_id: text,
  blocks: list(object({ block_id: maybe(text) })),
  title: object({}),
  state,
});
/** Where a button was pressed: the Home tab remembers nothing. */
const view: Shape = (value, place) =>
  object({ ...shown, type: named })(value, place) ??
  ((value as { type: string }).type === 'modal' ? modal(value, place) : undefined);

const shortcut = { ...from, callback_id: named, trigger_id: named };

/** Of interactions, by type. */
const interactions: Readonly<Record<string, Shape>> = {
  block_actions: object({
    ...from,
    trigger_id: named,
    response_url: maybe(named),
    channel: optional(channel),
    view: maybe(view),
    actions: list(
      object({ action_id: named, block_id: maybe(text), value: maybe(text), selected_option: maybe(option) }),
      1,
    ),
  }),
  view_submission: object({ ...from, view: modal }),
  view_closed: object({ ...from, view: object({ ...shown, callback_id: text }) }),
  shortcut: object(shortcut),
  message_action: object({
    ...shortcut,
    channel,
    response_url: named,
    message_ts: stamp,
    message: object({ text: maybe(text), user: maybe(text), thread_ts: maybe(stamp) }),
  }),
  block_suggestion: object({
    ...from,
    channel: optional(channel),
    action_id: named,
    value: text,
    view: maybe(object({ private_metadata: maybe(text) })),
  }),
};

/** Of slash commands. */
export const command: Shape = object({
  command: named,
  user_id: id,
  channel_id: id,
  team_id: maybe(id),
  enterprise_id: maybe(id),
  trigger_id: named,
  text: maybe(text),
  response_url: maybe(named),
});

const file = object({ id: maybe(text), mode: maybe(text) });
const message = object({
  ts: maybe(stamp),
  thread_ts: maybe(stamp),
  text: maybe(text),
  subtype: maybe(text),
  edited: maybe(object({ ts: maybe(stamp) })),
  files: maybe(list(file)),
});
const marked = object({
  user: optional(id),
  channel: optional(id),
  channel_id: optional(id),
  reaction: maybe(text),
  event_ts: maybe(stamp),
  item: optional(object({ type: maybe(text), channel: optional(id), ts: maybe(stamp), message: maybe(message) })),
});

const reopened = object({ channel: id, user: optional(id) });

/** Of events, by type. Others nobody listens to. */
const events: Readonly<Record<string, Shape>> = {
  app_mention: object({ user: optional(id), channel: id, text, thread_ts: maybe(stamp), bot_id: maybe(text) }),
  app_home_opened: object({ user: optional(id), channel: optional(id), tab: maybe(text) }),
  message: object({
    channel: id,
    channel_type: maybe(text),
    subtype: maybe(text),
    bot_id: maybe(text),
    user: optional(id),
    text: maybe(text),
    ts: stamp,
    event_ts: maybe(stamp),
    deleted_ts: maybe(stamp),
    message: maybe(message),
    previous_message: maybe(message),
  }),
  channel_unarchive: reopened,
  group_unarchive: reopened,
  pin_added: marked,
  pin_removed: marked,
  reaction_added: marked,
  reaction_removed: marked,
};

const envelope = object({
  event_id: named,
  team_id: maybe(id),
  enterprise_id: maybe(id),
  event: object({ type: named }),
  authorizations: maybe(
    list(object({ user_id: maybe(id), team_id: maybe(id), enterprise_id: maybe(id), is_bot: maybe(flag) })),
  ),
});

/** Whether anybody listens to events of this type. */
export const isHeard = (type: string): boolean => Object.hasOwn(events, type);

/** What is wrong with an event, or nothing. */
export const eventProblem = (value: unknown): string | undefined => {
  const problem = envelope(value, '');
  if (problem !== undefined) return problem;
  const { event } = value as { event: { type: string } };
  return isHeard(event.type) ? events[event.type]?.(event, 'event') : undefined;
};

/** What is wrong with an interaction, or nothing. */
export const interactionProblem = (value: unknown): string | undefined => {
  const problem = object({ type: named })(value, '');
  if (problem !== undefined) return problem;
  const { type } = value as { type: string };
  return Object.hasOwn(interactions, type)
    ? interactions[type]?.(value, '')
    : 'type is of no interaction that is known';
};
