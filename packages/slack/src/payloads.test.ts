import { expect, test } from 'vitest';
import { isHeard } from './payloads.ts';
import { type Content, readContent } from './request.ts';
import { surface } from './surface.ts';

const read = (body: string, type = 'application/x-www-form-urlencoded') => readContent(Buffer.from(body), type);
const payload = (value: object) => read(new URLSearchParams({ payload: JSON.stringify(value) }).toString());
const event = (value: object) =>
  read(JSON.stringify({ type: 'event_callback', event_id: 'Ev1', ...value }), 'application/json');

const user = { id: 'U0ANA00001', team_id: 'T0EXAMPLE1' };
const press = {
  type: 'block_actions',
  user,
  trigger_id: 't',
  actions: [{ type: 'button', action_id: 'incident.ack' }],
};
const view = {
  id: 'V1',
  type: 'modal',
  callback_id: 'form.note',
  private_metadata: '',
  title: {},
  blocks: [],
  state: { values: {} },
};
const pin = { type: 'pin_added', user: 'U0ANA00001', event_ts: '1793888600.000100' };

test.each<[string, Content, string]>([
  ['a field that is given twice', read('command=/incident&text=a&text=b'), 'the field text twice'],
  ['a workspace whose id objects inherit', payload({ ...press, team: { id: '__proto__' } }), 'team.id is no id'],
  [
    'another whose id they inherit',
    event({ event: pin, authorizations: [{ team_id: 'toString' }] }),
    'authorizations[0].team_id is no id',
  ],
  ['a channel that is null', payload({ ...press, channel: null }), 'channel is no object'],
  ['a press of nothing', payload({ ...press, actions: [] }), 'actions is empty'],
  [
    'a form without its fields',
    payload({ type: 'view_submission', user, view: { ...view, state: null } }),
    'view.state is no object',
  ],
  [
    'a field that holds no choice',
    payload({
      type: 'view_submission',
      user,
      view: { ...view, state: { values: { a: { b: { selected_option: 'x' } } } } },
    }),
    'view.state.values.a.b.selected_option is no object',
  ],
  [
    'a time beyond all time',
    payload({
      type: 'view_submission',
      user,
      view: { ...view, state: { values: { a: { b: { selected_date_time: 1e300 } } } } },
    }),
    'view.state.values.a.b.selected_date_time is no time',
  ],
  ...['soon', '2026-13-01', '2026-12-01T00:00', ''].map(
    (selected_date) =>
      [
        `the day “${selected_date}”`,
        payload({
          type: 'view_submission',
          user,
          view: { ...view, state: { values: { a: { b: { selected_date } } } } },
        }),
        'view.state.values.a.b.selected_date is no day',
      ] as [string, Content, string],
  ),
  ['a pin without its time', event({ event: { ...pin, event_ts: 'soon' } }), 'event.event_ts is no stamp'],
  [
    'a message of nobody',
    event({ event: { type: 'message', channel: 'D1', ts: '1.2', user: null } }),
    'event.user is no id',
  ],
  ['an interaction that is not known', payload({ ...press, type: 'toString' }), 'no interaction that is known'],
])('%s is refused with its place', (_what, content, reason) => {
  expect(content).toEqual({ type: 'malformed', reason: expect.stringContaining(reason) });
});

test('what is as Slack documents it is handed on', () => {
  for (const content of [
    payload(press),
    payload({ type: 'view_submission', user, team: null, view }),
    event({ event: pin }),
  ])
    expect(content).toMatchObject({ type: 'dispatch' });
});

test('events that nobody listens to are taken without a word', () => {
  expect(event({ event: { type: 'tokens_revoked', user: null } })).toEqual({ type: 'chatter' });
});

test('every event that Slack is asked for is heard', () => {
  for (const name of surface.events) {
    const [type = ''] = name.split('.');
    expect(isHeard(type), name).toBe(true);
  }
});
