import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ana,
  ben,
  bot,
  cho,
  openSlack,
  payloadOf,
  refusalOf,
  type TestSlack,
} from '../../packages/slack-simulator/src/testing.ts';

// What people do at their clients, as the app is sent it, and what they see of its answers.
let test: TestSlack;
beforeEach(async () => (test = await openSlack({ rateLimits: 'off', events: [] })));
afterEach(() => test.stop());

const incidents = 'C0INC00042';
const ts = expect.stringMatching(/^\d{10}\.\d{6}$/);
const as = (user: string) => test.slack.as(user);
const seenBy = (user: string) => test.slack.snapshot(user).channels.find(({ id }) => id === incidents)?.messages ?? [];
const words = (text: string) => ({ type: 'plain_text' as const, text });
const sent = () => payloadOf(test.requests.at(-1) ?? (undefined as never));
const envelope = {
  user: { id: ana, username: 'ana', name: 'ana', team_id: 'T0SIM00001' },
  api_app_id: 'A0SIM00001',
  team: { id: 'T0SIM00001', domain: 'example-shop' },
  enterprise: null,
  is_enterprise_install: false,
};

describe('commands', () => {
  it('come as a form with everything Slack says', async () => {
    const { triggerId, responseUrl } = await as(ana).command({ channel: 'incidents', text: '/incident open  SEV2 ' });
    expect(test.requests[0]).toMatchObject({
      kind: 'command',
      path: '/slack/commands',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(Object.fromEntries(new URLSearchParams(test.requests[0]?.body))).toEqual({
      token: 'legacy-verification-token',
      team_id: 'T0SIM00001',
      team_domain: 'example-shop',
      channel_id: incidents,
      channel_name: 'incidents',
      user_id: ana,
      user_name: 'ana',
      command: '/incident',
      text: 'open  SEV2',
      api_app_id: 'A0SIM00001',
      is_enterprise_install: 'false',
      response_url: responseUrl,
      trigger_id: triggerId,
    });
  });

  it.each([
    ['words', 'On it', false],
    ['JSON', JSON.stringify({ text: 'On it' }), false],
    ['JSON for everybody', JSON.stringify({ response_type: 'in_channel', text: 'On it' }), true],
  ])('an answer in %s is shown', async (_what, body, everybody) => {
    test.answers(() => ({ status: 200, body }));
    expect(await as(ana).command({ channel: incidents, text: '/x' })).toMatchObject({ ok: true });
    expect(seenBy(ana)).toMatchObject([{ text: 'On it', user: bot, ephemeral: !everybody }]);
    expect(seenBy(ben)).toHaveLength(everybody ? 1 : 0);
  });

  it.each([
    ['an error status', () => ({ status: 500, body: '' }), 'dispatch_failed'],
    ['no connection', () => Promise.reject(new Error('refused')), 'dispatch_failed'],
    ['blocks that Slack refuses', () => ({ status: 200, body: '{"blocks":[{"type":"banner"}]}' }), 'invalid_blocks'],
    ['JSON that is none', () => ({ status: 200, body: '{"text":' }), 'invalid_command_response'],
    [
      'an answer of four seconds',
      async () => (await test.pass(4_000), { status: 200, body: 'late' }),
      'operation_timeout',
    ],
  ])('%s is shown as an error', async (_what, answer, error) => {
    test.answers(answer);
    expect(await as(ana).command({ channel: incidents, text: '/incident x' })).toMatchObject({ ok: false, error });
    expect(seenBy(ana)).toMatchObject([{ ephemeral: true, text: `/incident failed with the error "${error}"` }]);
  });
});

describe('buttons and menus', () => {
  const option = (value: string) => ({ text: words(value), value });
  const blocks = [
    {
      type: 'section' as const,
      block_id: 'row',
      text: words('Lead'),
      accessory: { type: 'users_select' as const, action_id: 'lead' },
    },
    {
      type: 'actions' as const,
      block_id: 'act',
      elements: [
        {
          type: 'button' as const,
          action_id: 'ack',
          text: words('Acknowledge'),
          value: '42',
          style: 'primary' as const,
        },
        { type: 'overflow' as const, action_id: 'more', options: [option('resolve')] },
      ],
    },
  ];
  const post = async () =>
    (await test.client.chat.postMessage({ channel: incidents, text: 'Incident', blocks })).ts as string;

  it('a click comes with container, message, state and where to answer', async () => {
    const message = await post();
    const { triggerId, responseUrl } = await as(ana).click({ channel: 'incidents', ts: message, actionId: 'ack' });
    expect(sent()).toMatchObject({
      ...envelope,
      type: 'block_actions',
      container: { type: 'message', message_ts: message, channel_id: incidents, is_ephemeral: false },
      channel: { id: incidents, name: 'incidents' },
      message: { ts: message, user: bot, bot_id: 'B0SIM00001', blocks: [{ block_id: 'row' }, { block_id: 'act' }] },
      state: { values: { row: { lead: { type: 'users_select', selected_user: null } } } },
      trigger_id: triggerId,
      response_url: responseUrl,
      actions: [
        {
          type: 'button',
          action_id: 'ack',
          block_id: 'act',
          value: '42',
          style: 'primary',
          text: { text: 'Acknowledge' },
          action_ts: ts,
        },
      ],
    });
  });

  it('a choice comes by its kind and stays in the state', async () => {
    const message = await post();
    await as(ana).select({ channel: incidents, ts: message, actionId: 'lead', value: ben });
    expect(sent()['actions']).toMatchObject([{ type: 'users_select', selected_user: ben }]);
    await as(ana).select({ channel: incidents, ts: message, actionId: 'more', value: 'resolve' });
    expect(sent()['actions']).toMatchObject([{ type: 'overflow', selected_option: { value: 'resolve' } }]);
    expect(sent()['state'].values).toEqual({ row: { lead: { type: 'users_select', selected_user: ben } } });
  });

  it('an ephemeral message is acted on by its reader, and not sent along', async () => {
    const { message_ts = '' } = await test.client.chat.postEphemeral({
      channel: incidents,
      user: ana,
      text: 'x',
      blocks,
    });
    await as(ana).click({ channel: incidents, ts: message_ts, actionId: 'ack' });
    expect(sent()).toMatchObject({ container: { is_ephemeral: true } });
    expect(sent()).not.toHaveProperty('message');
    await expect(as(ben).click({ channel: incidents, ts: message_ts, actionId: 'ack' })).rejects.toMatchObject({
      code: 'message_not_found',
    });
  });

  it('nobody presses what they do not see', async () => {
    const message = await post();
    const guest = test.slack.addUser({ name: 'gus', standing: 'guest' });
    const button = { channel: incidents, ts: message, actionId: 'ack' };
    await expect(as(guest).click(button)).rejects.toMatchObject({ code: 'channel_not_found' });
    await expect(as(ana).click({ ...button, actionId: 'gone' })).rejects.toMatchObject({ code: 'no_such_control' });
    await expect(as(ana).click({ ...button, actionId: 'more' })).rejects.toMatchObject({ code: 'not_a_button' });
    await expect(as(ana).select({ ...button, actionId: 'more', value: 'x' })).rejects.toMatchObject({
      code: 'no_such_option',
    });
    expect(test.requests).toEqual([]);
  });

  it('shortcuts, with and without a message', async () => {
    const { triggerId } = await as(ana).shortcut('declare');
    // As bolt-python's and java-slack-sdk's samples have it: no api_app_id, no `name` of the person.
    const { api_app_id: _none, ...said } = envelope;
    expect(sent()).toEqual({
      ...said,
      user: { id: ana, username: 'ana', team_id: 'T0SIM00001' },
      token: expect.any(String),
      type: 'shortcut',
      callback_id: 'declare',
      trigger_id: triggerId,
      action_ts: ts,
    });
    const message = await as(ben).post({ channel: incidents, text: 'rolled back' });
    await as(ana).messageShortcut('add', incidents, message);
    expect(sent()).toMatchObject({
      type: 'message_action',
      callback_id: 'add',
      message_ts: message,
      message: { user: ben, text: 'rolled back' },
      response_url: expect.any(String),
    });
  });
});

describe('response_url', () => {
  const answer = (url: string | undefined, body: object) =>
    fetch(url as string, { method: 'POST', body: JSON.stringify(body) }).then(async (one) => [
      one.status,
      await one.text(),
    ]);

  it('takes five answers', async () => {
    const { responseUrl } = await as(ana).command({ channel: incidents, text: '/x' });
    for (let use = 0; use < 5; use++) expect(await answer(responseUrl, { text: `${use}` })).toEqual([200, 'ok']);
    expect(await answer(responseUrl, { text: '5' })).toEqual([404, '{"ok":false,"error":"used_url"}']);
    expect(seenBy(ana).map(({ text, ephemeral }) => [text, ephemeral])).toEqual(
      [0, 1, 2, 3, 4].map((use) => [`${use}`, true]),
    );
    expect(seenBy(ben)).toEqual([]);
  });

  it('ends after half an hour', async () => {
    const { responseUrl } = await as(ana).command({ channel: incidents, text: '/x' });
    await test.pass(30 * 60_000);
    expect(await answer(responseUrl, { text: 'x', response_type: 'in_channel' })).toEqual([200, 'ok']);
    await test.pass(1);
    expect(await answer(responseUrl, { text: 'x' })).toEqual([404, '{"ok":false,"error":"expired_url"}']);
    expect(seenBy(ben)).toMatchObject([{ text: 'x', ephemeral: false }]);
  });

  it('replaces or deletes what was acted on; refuses what Slack refuses', async () => {
    const button = {
      type: 'actions' as const,
      elements: [{ type: 'button' as const, action_id: 'a', text: words('A') }],
    };
    const { ts: message = '' } = await test.client.chat.postMessage({
      channel: incidents,
      text: 'old',
      blocks: [button],
    });
    const { responseUrl } = await as(ana).click({ channel: incidents, ts: message, actionId: 'a' });
    expect(await answer(responseUrl, { blocks: [{ type: 'banner' }] })).toEqual([
      400,
      '{"ok":false,"error":"invalid_blocks"}',
    ]);
    await answer(responseUrl, { replace_original: true, text: 'new' });
    expect(seenBy(ben)).toMatchObject([{ ts: message, text: 'new', blocks: [] }]);
    await answer(responseUrl, { delete_original: true });
    expect(seenBy(ben)).toEqual([]);
  });
});

describe('triggers', () => {
  const view = { type: 'modal' as const, title: words('x'), blocks: [] };
  it('live three seconds and are used once', async () => {
    const { triggerId: trigger_id } = await as(ana).command({ channel: incidents, text: '/x' });
    await test.pass(3_000);
    expect(await test.client.views.open({ trigger_id, view })).toMatchObject({ ok: true });
    expect(await refusalOf(test.client.views.open({ trigger_id, view }))).toMatchObject({
      error: 'exchanged_trigger_id',
    });
    const { triggerId: late } = await as(ana).command({ channel: incidents, text: '/x' });
    await test.pass(3_001);
    expect(await refusalOf(test.client.views.open({ trigger_id: late, view }))).toMatchObject({
      error: 'expired_trigger_id',
    });
  });
});

it('presence, channels and messages of people', async () => {
  as(cho).setPresence('away');
  expect(await test.client.apiCall('users.getPresence', { user: cho })).toMatchObject({ presence: 'away' });
  await as(cho).join('incidents');
  await as(cho).leave('incidents');
  await expect(as(cho).post({ channel: incidents, text: 'x' })).rejects.toMatchObject({ code: 'not_in_channel' });
  await expect(as(cho).createChannel({ name: 'incidents' })).rejects.toMatchObject({ code: 'name_taken' });
  const message = await as(ana).post({ channel: incidents, text: 'x' });
  await as(ana).edit({ channel: incidents, ts: message, text: 'y' });
  expect(seenBy(ben).at(-1)).toMatchObject({ text: 'y', edited: true });
  await expect(as(ben).delete({ channel: incidents, ts: message })).rejects.toMatchObject({ code: 'not_yours' });
  expect(() => as('U0NOBODY01')).toThrow('nobody is called');
});
