import { afterEach, describe, expect, it } from 'vitest';
import { ana, openSlack, payloadOf, type TestSlack } from '../../packages/slack-simulator/src/testing.ts';

const incidents = 'C0INC00042';
const manifest = {
  features: { slash_commands: [{ command: '/incident', should_escape: true }] },
  settings: { interactivity: { is_enabled: true, message_menu_options_url: 'https://example.com/slack' } },
};

let test: TestSlack;
const open = (options: Parameters<typeof openSlack>[0] = {}) =>
  openSlack({ rateLimits: 'off', manifest, ...options }).then((opened) => (test = opened));
afterEach(() => test.stop());

const as = (user: string) => test.slack.as(user);
const sent = () => payloadOf(test.requests.at(-1) as never);
const words = (text: string) => ({ type: 'plain_text' as const, text });

describe('options of an external select', () => {
  const select = { type: 'external_select' as const, action_id: 'svc', placeholder: words('Service') };
  const openModal = async (element: object = select) => {
    const { triggerId } = await as(ana).command({ channel: incidents, text: '/incident' });
    return test.client.views.open({
      trigger_id: triggerId,
      view: {
        type: 'modal',
        callback_id: 'declare',
        title: words('Declare'),
        submit: words('Save'),
        blocks: [{ type: 'input', block_id: 'svcb', label: words('Service'), element: element as never }],
      },
    });
  };
  const options = (...values: string[]) => ({
    options: values.map((value) => ({ text: words(`The ${value}`), value })),
  });
  const answers = (body: object) => test.answers(() => ({ status: 200, body: JSON.stringify(body) }));

  it('are asked for while somebody types, and are the only ones to choose from', async () => {
    await open();
    const { view } = await openModal();
    answers(options('checkout', 'checklist'));
    const found = await as(ana).suggestInView({ actionId: 'svc', query: 'chec' });
    expect(found.options).toEqual([
      { value: 'checkout', text: 'The checkout' },
      { value: 'checklist', text: 'The checklist' },
    ]);
    expect(sent()).toMatchObject({
      type: 'block_suggestion',
      user: { id: ana, username: 'ana', name: 'ana', team_id: 'T0SIM00001' },
      container: { type: 'view', view_id: view?.id },
      view: { callback_id: 'declare' },
      action_id: 'svc',
      block_id: 'svcb',
      value: 'chec',
    });
    for (const name of ['trigger_id', 'response_url', 'actions']) expect(sent()).not.toHaveProperty(name);
    await expect(as(ana).submitView({ values: { svcb: { svc: 'other' } } })).rejects.toMatchObject({
      code: 'no_such_option',
    });
    test.answers(() => ({ status: 200, body: '' }));
    await as(ana).submitView({ values: { svcb: { svc: 'checkout' } } });
    expect(sent()['view'].state.values.svcb.svc).toEqual({
      type: 'external_select',
      selected_option: { text: words('The checkout'), value: 'checkout' },
    });
  });

  it('may come in groups', async () => {
    await open();
    await openModal();
    answers({ option_groups: [{ label: words('Ours'), ...options('a') }] });
    expect((await as(ana).suggestInView({ actionId: 'svc', query: 'abc' })).options).toEqual([
      { value: 'a', text: 'The a' },
    ]);
  });

  it('are asked for after three letters, or as few as the app said', async () => {
    await open();
    await openModal();
    await expect(as(ana).suggestInView({ actionId: 'svc', query: 'ch' })).rejects.toMatchObject({ code: 'too_short' });
    await openModal({ ...select, min_query_length: 0 });
    answers({ options: [] });
    expect(await as(ana).suggestInView({ actionId: 'svc', query: '' })).toMatchObject({ ok: true, options: [] });
  });

  it.each([
    ['nothing', ''],
    ['too many', JSON.stringify(options(...Array.from({ length: 101 }, (_, index) => `${index}`)))],
    ['too long', JSON.stringify(options('x'.repeat(80)))],
  ])('are not shown when the answer makes no sense: %s', async (_what, body) => {
    await open();
    await openModal();
    test.answers(() => ({ status: 200, body }));
    expect(await as(ana).suggestInView({ actionId: 'svc', query: 'chec' })).toMatchObject({
      ok: false,
      error: 'invalid_options',
    });
  });

  it('come in messages too, and need an address in the manifest', async () => {
    await open();
    const { ts = '' } = await test.client.chat.postMessage({
      channel: incidents,
      text: 'x',
      blocks: [{ type: 'actions', block_id: 'b', elements: [select] }],
    });
    answers(options('a'));
    await as(ana).suggest({ channel: incidents, ts, actionId: 'svc', query: 'abc' });
    expect(sent()).toMatchObject({
      container: { type: 'message', message_ts: ts, channel_id: incidents, is_ephemeral: false },
      channel: { id: incidents },
      message: { ts },
    });
    await test.stop();
    await open({ manifest: { ...manifest, settings: {} } });
    await openModal();
    await expect(as(ana).suggestInView({ actionId: 'svc', query: 'abc' })).rejects.toMatchObject({
      code: 'no_options_url',
    });
  });
});
