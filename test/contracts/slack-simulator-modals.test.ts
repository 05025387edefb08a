import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ana,
  ben,
  openSlack,
  payloadOf,
  refusalOf,
  type TestSlack,
} from '../../packages/slack-simulator/src/testing.ts';

// Modals and the Home tab, from opening to closing.
let test: TestSlack;
beforeEach(async () => (test = await openSlack({ rateLimits: 'off', events: [] })));
afterEach(() => test.stop());

const words = (text: string) => ({ type: 'plain_text' as const, text });
const option = (value: string) => ({ text: words(value), value });
const input = (block_id: string, element: object, more: object = {}) => ({
  type: 'input',
  block_id,
  label: words(block_id),
  element,
  ...more,
});
const modal = (callback_id: string, more: object = {}) => ({
  type: 'modal',
  callback_id,
  title: words('Incident'),
  submit: words('Save'),
  private_metadata: '{"draft":1}',
  blocks: [
    input('title', { type: 'plain_text_input', action_id: 'v' }),
    input(
      'sev',
      { type: 'static_select', action_id: 'v', options: [option('sev1'), option('sev2')] },
      { dispatch_action: true },
    ),
    input('who', { type: 'multi_users_select', action_id: 'v' }, { optional: true }),
    input('text', { type: 'plain_text_input', action_id: 'v', multiline: true }, { optional: true }),
  ],
  ...more,
});
const filled = { title: { v: 'Checkout is failing' }, sev: { v: 'sev2' } };
const as = (user: string) => test.slack.as(user);
const sent = () => payloadOf(test.requests.at(-1) ?? (undefined as never));
const stack = () => test.slack.snapshot(ana).modals.map(({ view }) => view.callback_id);
const trigger = async () => (await as(ana).command({ channel: 'incidents', text: '/x' })).triggerId;
const open = async (more: object = {}) =>
  (await test.client.apiCall('views.open', {
    trigger_id: await trigger(),
    view: modal('declare', more),
  })) as unknown as { view: { id: string; hash: string } };

describe('submitting', () => {
  it('sends every input, the empty optional ones too, and closes the modal', async () => {
    const { view } = await open();
    expect(await as(ana).submitView({ values: filled })).toMatchObject({ ok: true });
    expect(sent()).toMatchObject({
      type: 'view_submission',
      user: { id: ana },
      trigger_id: expect.any(String),
      response_urls: [],
      view: {
        id: view.id,
        callback_id: 'declare',
        private_metadata: '{"draft":1}',
        root_view_id: view.id,
        previous_view_id: null,
        app_installed_team_id: 'T0SIM00001',
        state: {
          values: {
            title: { v: { type: 'plain_text_input', value: 'Checkout is failing' } },
            sev: { v: { type: 'static_select', selected_option: { text: { text: 'sev2' }, value: 'sev2' } } },
            who: { v: { type: 'multi_users_select', selected_users: [] } },
            text: { v: { type: 'plain_text_input', value: null } },
          },
        },
      },
    });
    expect(stack()).toEqual([]);
  });

  it('errors keep it open, with what was put in', async () => {
    await open();
    test.answers(() => ({ status: 200, body: '{"response_action":"errors","errors":{"title":"Too vague"}}' }));
    expect(await as(ana).submitView({ values: filled })).toMatchObject({ ok: true, errors: { title: 'Too vague' } });
    expect(stack()).toEqual(['declare']);
    test.answers(() => ({ status: 200, body: '' }));
    expect(await as(ana).submitView()).toMatchObject({ ok: true });
    expect(stack()).toEqual([]);
  });

  it('errors about blocks that are not there are no answer', async () => {
    await open();
    test.answers(() => ({ status: 200, body: '{"response_action":"errors","errors":{"nope":"x"}}' }));
    expect(await as(ana).submitView({ values: filled })).toMatchObject({ ok: false, error: 'invalid_response' });
  });

  it('update, push and clear do as they say', async () => {
    await open();
    const answer = (response_action: string, callback_id?: string) =>
      test.answers(() => ({
        status: 200,
        body: JSON.stringify({ response_action, ...(callback_id ? { view: modal(callback_id) } : {}) }),
      }));
    answer('update', 'second');
    await as(ana).submitView({ values: filled });
    expect(stack()).toEqual(['second']);
    answer('push', 'third');
    await as(ana).submitView({ values: filled });
    expect(stack()).toEqual(['second', 'third']);
    answer('clear');
    await as(ana).submitView({ values: filled });
    expect(stack()).toEqual([]);
  });

  it('clients hold back what is not filled in or not offered', async () => {
    await expect(as(ana).submitView()).rejects.toMatchObject({ code: 'no_view' });
    await open();
    await expect(as(ana).submitView({ values: { title: { v: 'x' } } })).rejects.toMatchObject({ code: 'required' });
    await expect(as(ana).submitView({ values: { sev: { v: 'sev9' } } })).rejects.toMatchObject({
      code: 'no_such_option',
    });
    await expect(as(ana).submitView({ values: { nope: { v: 'x' } } })).rejects.toMatchObject({
      code: 'no_such_control',
    });
  });

  it('a later answer than three seconds leaves it open', async () => {
    await open();
    test.answers(async () => (await test.pass(3_001), { status: 200, body: '' }));
    expect(await as(ana).submitView({ values: filled })).toMatchObject({ ok: false, error: 'operation_timeout' });
    expect(stack()).toEqual(['declare']);
  });
});

describe('acting in it', () => {
  it('a choice is sent with the view and its state, and nowhere to answer', async () => {
    const { view } = await open();
    await as(ana).selectInView({ actionId: 'v', blockId: 'sev', value: 'sev1' });
    expect(sent()).toMatchObject({
      type: 'block_actions',
      container: { type: 'view', view_id: view.id },
      view: { id: view.id, state: { values: { sev: { v: { selected_option: { value: 'sev1' } } } } } },
      actions: [{ type: 'static_select', block_id: 'sev', selected_option: { value: 'sev1' } }],
    });
    expect(sent()).not.toHaveProperty('response_url');
    expect(sent()).not.toHaveProperty('channel');
  });

  it('its trigger lays modals on it, three in all', async () => {
    await open();
    const push = async (callback_id: string) => {
      const { triggerId: trigger_id } = await as(ana).selectInView({ actionId: 'v', blockId: 'sev', value: 'sev1' });
      return test.client.apiCall('views.push', { trigger_id, view: modal(callback_id) }) as Promise<any>;
    };
    const { view } = await push('second');
    expect(view.previous_view_id).toBe(view.root_view_id);
    await push('third');
    expect(stack()).toEqual(['declare', 'second', 'third']);
    expect(await refusalOf(push('fourth'))).toMatchObject({ error: 'push_limit_reached' });
    await as(ana).closeView();
    expect(stack()).toEqual(['declare', 'second']);
    expect(
      await refusalOf(test.client.apiCall('views.push', { trigger_id: await trigger(), view: modal('x') })),
    ).toMatchObject({ error: 'not_found' });
  });

  it('an update against an old hash is a conflict; external ids are unique', async () => {
    const { view } = await open({ external_id: 'draft-1' });
    await test.client.apiCall('views.update', { external_id: 'draft-1', view: modal('b', { external_id: 'draft-1' }) });
    expect(
      await refusalOf(test.client.apiCall('views.update', { view_id: view.id, hash: view.hash, view: modal('c') })),
    ).toMatchObject({ error: 'hash_conflict' });
    expect(await refusalOf(open({ external_id: 'draft-1' }))).toMatchObject({ error: 'duplicate_external_id' });
  });

  it('closing is told when the view asks for it', async () => {
    await open();
    const before = test.requests.length;
    await as(ana).closeView();
    expect(test.requests).toHaveLength(before);
    const { view } = await open({ notify_on_close: true });
    await as(ana).closeView();
    expect(sent()).toMatchObject({ type: 'view_closed', is_cleared: false, view: { id: view.id } });
  });

  it('a channel chosen with response_url_enabled can be answered in', async () => {
    const where = input('chan', { type: 'conversations_select', action_id: 'v', response_url_enabled: true });
    await open({ blocks: [where] });
    await as(ana).submitView({ values: { chan: { v: 'C0INC00042' } } });
    const [target] = sent()['response_urls'];
    expect(target).toMatchObject({ block_id: 'chan', action_id: 'v', channel_id: 'C0INC00042' });
    await fetch(target.response_url, {
      method: 'POST',
      body: JSON.stringify({ response_type: 'in_channel', text: 'here' }),
    });
    expect(test.slack.snapshot(ben).channels.find(({ id }) => id === 'C0INC00042')?.messages).toMatchObject([
      { text: 'here' },
    ]);
  });
});

it('the Home tab is acted on where it was published', async () => {
  await expect(as(ana).clickInHome({ actionId: 'a' })).rejects.toMatchObject({ code: 'no_home' });
  const blocks = [{ type: 'actions', elements: [{ type: 'button', action_id: 'a', text: words('A'), value: '1' }] }];
  const { view } = (await test.client.apiCall('views.publish', {
    user_id: ana,
    view: { type: 'home', blocks },
  })) as unknown as { view: { id: string } };
  await as(ana).clickInHome({ actionId: 'a' });
  expect(sent()).toMatchObject({
    container: { type: 'view', view_id: view.id },
    view: { type: 'home' },
    actions: [{ value: '1' }],
  });
});
