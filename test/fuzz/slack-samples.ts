import { settings, workflows } from '@tocsin/catalog';
import { type Incident, person } from '@tocsin/incident';
import { subcommands } from '@tocsin/slack/commands';
import { shortcutIds } from '../../packages/slack/src/action-ids.ts';
import { bookRefText, formRefText, walkRefText } from '../../packages/slack/src/ref-text.ts';
import { declareView } from '../../packages/slack/src/views/declare.ts';
import { type FormName, forms } from '../../packages/slack/src/views/forms.ts';
import { formView } from '../../packages/slack/src/views/incident-form.ts';
import { canary, type Json } from './mutation.ts';
import { channel, now, responsePlace } from './slack-world.ts';

const ts = '1793888600.000100';
const team = { id: 'T0EXAMPLE1', domain: 'example' };
const user = { id: 'U0ANA00001', team_id: team.id, username: canary, name: canary };
const token = `legacy-${canary}`;
const said = `<@U0BEN00002|ben> ${canary} rolled back &lt;v12&gt; :fire: <https://a.example|${canary}>`;

const common = {
  token,
  team,
  user,
  api_app_id: 'A0EXAMPLE1',
  enterprise: null,
  is_enterprise_install: false,
  trigger_id: '13345224609.738474920.8088930838d88f008e0',
  response_url: `${responsePlace}/${canary}`,
};

/** What people type after `/incident`: each word with each kind of thing behind it. */
export const typed: readonly string[] = subcommands.flatMap(({ words, examples = [] }) => [
  ...words,
  ...examples,
  `${words[0]} ${canary}`,
  `${words[0]} 20261105-k3v9q2xw ${canary}`,
  `${words[0]} #3 <@U0BEN00002> by friday SEV1`,
]);

export const command = (text: string): Readonly<Record<string, string>> => ({
  token,
  team_id: team.id,
  team_domain: 'example',
  channel_id: channel,
  channel_name: 'inc',
  user_id: user.id,
  user_name: canary,
  command: '/incident',
  text,
  api_app_id: 'A0EXAMPLE1',
  is_enterprise_install: 'false',
  response_url: common.response_url,
  trigger_id: '13345224609.738474920.8088930838d88f008e0',
});

/** Presses of every button that there is, and choices of the selects. */
export function presses({ id: incident, ...shown }: Incident): Json[] {
  const step = shown.walks?.[0]?.walk.at ?? '';
  const at = { incident, walk: 'R1', step, attempt: 1 };
  const moves = 'done start approve decline again go-on back start-for-real undo approve-undo decline-undo'.split(' ');
  const words = subcommands.flatMap((one) => one.words[0] ?? []);
  const named: [string, string][] = [
    ...['ack', 'take', 'resolve', 'join', 'close', 'snooze.60', 'open.runbook'].map((word): [string, string] => [
      `incident.${word}`,
      incident,
    ]),
    ...[...Object.keys(forms), 'declare', 'more'].flatMap((name): [string, string][] => [
      [`form.${name}`, incident],
      [`form.${name}`, formRefText({ incident, given: { text: canary, walk: 'R1', step: 'look', attempt: '1' } })],
    ]),
    ...words.map((word): [string, string] => [`do.${word}`, incident]),
    ...moves.map((move): [string, string] => [`walk.${move}`, walkRefText(at)]),
    ['walk.answer.1', walkRefText({ ...at, answer: 1 })],
    ['walk.begin', bookRefText({ incident, file: 'identity' })],
  ];
  const press = { ...common, type: 'block_actions', channel: { id: channel, name: 'inc' } };
  const container = { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false };
  const message = { type: 'message', ts, text: canary, blocks: [] };
  const buttons = named.map(([action_id, value]) => ({
    ...press,
    container,
    message,
    state: { values: {} },
    actions: [{ type: 'button', action_id, block_id: 'incident', value, action_ts: ts }],
  }));
  const { channel: _, response_url: __, ...inView } = press;
  const view = viewOf(declareView({ workflows, settings, now: now.toISOString() }, { given: {}, meta: { channel } }));
  const chosen = { type: 'static_select', action_id: 'field.declare.workflow', block_id: 'workflow', action_ts: ts };
  const modal = [
    {
      ...inView,
      view,
      actions: [{ ...chosen, selected_option: { value: 'design-viewer', text: { type: 'plain_text', text: 'x' } } }],
    },
    ...named.slice(0, 60).map(([action_id, value]) => ({
      ...inView,
      view,
      actions: [{ type: 'button', action_id, block_id: 'b', value, action_ts: ts }],
    })),
  ];
  const home = named.slice(0, 60).map(([action_id, value]) => ({
    ...inView,
    view: { ...view, type: 'home', callback_id: '', private_metadata: '' },
    actions: [{ type: 'button', action_id, block_id: 'b', value, action_ts: ts }],
  }));
  return jsonOf([...buttons, ...modal, ...home]);
}

/** Every form, filled in; some left empty, some closed, some asking for their options. */
export function submissions(incident: Incident): Json[] {
  const by = person(user.id);
  const workflow = workflows.find(({ id }) => id === incident.workflow) ?? workflows[0];
  const about = { incident, settings, workflows, by, now: now.toISOString(), ...(workflow ? { workflow } : {}) };
  const given = { walk: 'R1', step: 'look', attempt: '1', entry: '3', action: 'A1', text: canary };
  const from = { channel, ts, link: `https://example.slack.com/${canary}`, by: 'U0BEN00002' };
  const views = [
    declareView(
      { workflows, settings, now: now.toISOString() },
      { given: { workflow: 'design-viewer' }, meta: { channel, from } },
    ),
    ...(Object.keys(forms) as FormName[]).map((name) => formView(name, about, { given, channel, from })),
  ].map(viewOf);
  const submitted = views.map((view) => ({ ...common, type: 'view_submission', view, response_urls: [] }));
  const offers = ['incidents', 'entries', 'runbooks'].map((what) => ({
    ...common,
    type: 'block_suggestion',
    container: { type: 'view', view_id: 'V0EXAMPLE1' },
    action_id: `offer.${what}`,
    block_id: 'b',
    value: canary,
    view: views[1] ?? null,
  }));
  const closed = { ...common, type: 'view_closed', view: views[0] ?? null, is_cleared: false };
  return jsonOf([...submitted, ...offers, closed]);
}

interface Block {
  readonly type: string;
  readonly block_id?: string;
  readonly element?: { readonly type: string; readonly action_id?: string; readonly options?: readonly object[] };
}

/** A modal of ours as Slack sends it back, with something in each of its fields. */
function viewOf(view: { readonly blocks: readonly unknown[]; readonly private_metadata?: string | undefined }) {
  const values = (view.blocks as readonly Block[]).flatMap(({ type, block_id, element }) =>
    type === 'input' && element ? [[block_id ?? '', { [element.action_id ?? '']: heldBy(element) }] as const] : [],
  );
  return {
    ...view,
    id: 'V0EXAMPLE1',
    hash: '1793700860.AbCdEf12',
    team_id: team.id,
    state: { values: Object.fromEntries(values) },
    previous_view_id: null,
    root_view_id: 'V0EXAMPLE1',
    app_id: 'A0EXAMPLE1',
    external_id: '',
    bot_id: 'B0EXAMPLE1',
  };
}

function heldBy({ type, options = [] }: NonNullable<Block['element']>) {
  const [option = { value: '1', text: { type: 'plain_text', text: canary } }] = options;
  switch (type) {
    case 'users_select':
      return { type, selected_user: 'U0BEN00002' };
    case 'datetimepicker':
      return { type, selected_date_time: Math.floor(now.getTime() / 1_000) - 60 };
    case 'datepicker':
      return { type, selected_date: '2026-12-01' };
    case 'checkboxes':
    case 'multi_static_select':
      return { type, selected_options: [option] };
    case 'plain_text_input':
      return { type, value: `${canary} it is so` };
    default:
      return { type, selected_option: option };
  }
}

/** Every shortcut, from Slack's menu and from a message's. */
export const shortcuts = (): Json[] =>
  jsonOf(
    Object.values(shortcutIds).flatMap((callback_id) => {
      const shortcut = { ...common, callback_id, action_ts: ts };
      const message = { type: 'message', text: said, user: 'U0BEN00002', ts, thread_ts: ts, blocks: [] };
      return [
        { ...shortcut, type: 'shortcut' },
        { ...shortcut, type: 'message_action', channel: { id: channel, name: 'inc' }, message_ts: ts, message },
      ];
    }),
  );

/** Every event that is subscribed to, and some that are not. */
export function events(incident: string): Json[] {
  const mention = (text: string) => ({
    type: 'app_mention',
    user: user.id,
    channel,
    ts,
    text: `<@U0TOCSIN01> ${text}`,
    event_ts: ts,
  });
  const direct = (text: string) => ({
    type: 'message',
    channel_type: 'im',
    channel: 'D0ANA00001',
    user: user.id,
    text,
    ts,
    event_ts: ts,
  });
  const file = { id: 'F0123456789', name: canary, mode: 'hosted', url_private: `https://files.example/${canary}` };
  const message = { type: 'message', user: user.id, text: said, ts, edited: { user: user.id, ts }, files: [file] };
  const changed = { type: 'message', channel, channel_type: 'channel', event_ts: ts, ts, message, hidden: true };
  const item = { type: 'message', channel, message, ts };
  const inner: object[] = [
    mention(`ack ${incident}`),
    mention(`note ${canary}`),
    { ...mention('status'), thread_ts: ts },
    { ...mention('help'), bot_id: 'B0OTHER001' },
    direct('list'),
    direct(canary),
    { ...direct('list'), subtype: 'bot_message' },
    { type: 'app_home_opened', user: user.id, channel: 'D0ANA00001', tab: 'home', event_ts: ts },
    { ...changed, subtype: 'message_changed', previous_message: { ...message, text: 'before' } },
    { ...changed, subtype: 'message_deleted', deleted_ts: ts, previous_message: message },
    { type: 'message', channel, channel_type: 'channel', user: user.id, text: canary, ts, event_ts: ts },
    ...['pin_added', 'pin_removed'].map((type) => ({ type, user: user.id, channel_id: channel, item, event_ts: ts })),
    ...['reaction_added', 'reaction_removed'].map((type) => ({
      type,
      user: user.id,
      reaction: 'pushpin',
      item,
      item_user: user.id,
      event_ts: ts,
    })),
    { type: 'tokens_revoked', tokens: { bot: ['UBOT'] } },
    { type: 'pin_added' },
  ];
  const envelope = {
    token,
    team_id: team.id,
    api_app_id: 'A0EXAMPLE1',
    type: 'event_callback',
    event_time: 1_793_888_600,
  };
  return jsonOf([
    ...inner.map((event, index) => ({
      ...envelope,
      event_id: `Ev${index}`,
      event,
      authorizations: [{ enterprise_id: null, team_id: team.id, user_id: 'U0TOCSIN01', is_bot: true }],
    })),
    { type: 'url_verification', token, challenge: canary },
    { token, type: 'app_rate_limited', team_id: team.id, minute_rate_limited: 1_793_888_600, api_app_id: 'A0EXAMPLE1' },
  ]);
}

/** As it goes over the wire: what is undefined is not there. */
const jsonOf = (values: readonly unknown[]): Json[] => JSON.parse(JSON.stringify(values)) as Json[];
