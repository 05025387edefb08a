import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ana,
  bot,
  cho,
  openSlack,
  payloadOf,
  refusalOf,
  type TestSlack,
} from '../../packages/slack-simulator/src/testing.ts';

// Who people are: members, guests of two kinds, people of other organisations, deactivated ones; and whether they may be disturbed.
const single = 'U0SINGLE01';
const multi = 'U0MULTI001';
const eve = 'U0EVE00001';
const stray = 'U0STRAY001';
const left = 'U0LEFT0001';
const admin = 'U0ADMIN001';
const shared = 'C0SHARED01';
const theirs = 'T0THEIRS01';

let test: TestSlack;
beforeEach(async () => {
  test = await openSlack({
    rateLimits: 'off',
    users: [
      { id: ana, name: 'ana', realName: 'Ana Lee', displayName: 'Ana', tz: 'Europe/Vienna' },
      { id: cho, name: 'cho' },
      { id: single, name: 'sid', guest: 'single' },
      { id: multi, name: 'mia', guest: 'multi' },
      { id: eve, name: 'eve', standing: 'stranger', team: { id: theirs, domain: 'theirs' } },
      { id: stray, name: 'stray', standing: 'stranger' },
      { id: left, name: 'lee', deleted: true },
      { id: admin, name: 'ada', admin: true },
    ],
    channels: [
      { id: 'C0GENERAL1', name: 'general' },
      { id: shared, name: 'shared', members: [ana, single, multi, eve, bot], creator: bot },
      { id: 'C0OTHER001', name: 'other', members: [ana, bot], creator: bot },
    ],
  });
});
afterEach(() => test.stop());

const info = async (user: string) => (await test.client.users.info({ user })).user;

describe('who somebody is', () => {
  it.each([
    ['a member', ana, { is_restricted: false, is_ultra_restricted: false, is_admin: false, team_id: 'T0SIM00001' }],
    ['a single-channel guest', single, { is_restricted: true, is_ultra_restricted: true }],
    ['a multi-channel guest', multi, { is_restricted: true, is_ultra_restricted: false }],
    ['an admin', admin, { is_admin: true, is_restricted: false }],
    ['the app', bot, { is_bot: true }],
  ])('%s', async (_kind, id, shown) => {
    expect(await info(id)).toMatchObject({ deleted: false, ...shown });
  });

  it('their name and their clock', async () => {
    expect(await info(ana)).toMatchObject({
      real_name: 'Ana Lee',
      tz: 'Europe/Vienna',
      tz_label: 'Central European Standard Time',
      tz_offset: 3_600,
      profile: { display_name: 'Ana', real_name: 'Ana Lee', team: 'T0SIM00001' },
    });
  });

  it('of another organisation: known by the team alone once they share a channel with the app', async () => {
    const met = await info(eve);
    expect(met).toMatchObject({ team_id: theirs, is_stranger: false });
    expect(met).not.toHaveProperty('is_restricted');
    expect(await info(stray)).toMatchObject({ is_stranger: true });
    expect(await refusalOf(test.client.users.lookupByEmail({ email: 'eve@example.com' }))).toMatchObject({
      error: 'users_not_found',
    });
  });

  it('deactivated: little is told, and nothing is done any more', async () => {
    expect(await info(left)).toMatchObject({ deleted: true, name: 'lee' });
    expect(await info(left)).not.toHaveProperty('tz');
    expect(() => test.slack.as(left)).toThrow(expect.objectContaining({ code: 'deactivated' }));
    test.slack.deactivate(ana);
    expect(await info(ana)).toMatchObject({ deleted: true });
    expect(() => test.slack.as(ana)).toThrow(expect.objectContaining({ code: 'deactivated' }));
    const { members } = await test.client.users.list({});
    expect(members?.filter(({ deleted }) => deleted).map(({ id }) => id)).toEqual([ana, left]);
    expect(await refusalOf(test.client.conversations.open({ users: left }))).toMatchObject({ error: 'user_disabled' });
    expect(await refusalOf(test.client.conversations.invite({ channel: shared, users: left }))).toMatchObject({
      error: 'user_not_found',
    });
  });

  it('a user group changes hands', async () => {
    const group = 'S0SRE00001';
    test.slack.setUserGroup(group, [cho]);
    expect(await test.client.usergroups.users.list({ usergroup: group })).toMatchObject({ users: [cho] });
    expect((await test.client.usergroups.list({ include_users: true })).usergroups).toMatchObject([
      { id: group, name: 'SRE', handle: 'sre', users: [cho] },
    ]);
  });
});

describe('guests', () => {
  it('of one channel cannot be invited to a second one', async () => {
    const invite = (users: string) => test.client.conversations.invite({ channel: 'C0OTHER001', users });
    expect(await refusalOf(invite(single))).toMatchObject({ error: 'ura_max_channels' });
    expect(await invite(multi)).toMatchObject({ ok: true });
    expect(await refusalOf(invite(eve))).toMatchObject({ error: 'no_external_invite_permission' });
  });

  it('neither see other public channels nor make any', async () => {
    expect(test.slack.snapshot(multi).channels.map(({ name }) => name)).toEqual(['shared']);
    await expect(test.slack.as(multi).createChannel({ name: 'mine' })).rejects.toMatchObject({
      code: 'restricted_action',
    });
  });

  it('are not told apart in what they type', async () => {
    await test.slack.as(single).command({ channel: shared, text: '/incident list' });
    const fields = Object.fromEntries(new URLSearchParams(test.requests.at(-1)?.body));
    expect(fields).toMatchObject({ user_id: single, team_id: 'T0SIM00001' });
    expect(JSON.stringify(fields)).not.toContain('restricted');
  });
});

describe('people of another organisation', () => {
  it('say things with their team, in a channel that is shared', async () => {
    await test.slack.as(eve).post({ channel: shared, text: 'hello' });
    expect(payloadOf(test.requests.at(-1) as never)).toMatchObject({
      team_id: 'T0SIM00001',
      is_ext_shared_channel: true,
      event: { type: 'message', user: eve, team: theirs, user_team: theirs, source_team: theirs },
    });
    await test.slack.as(ana).post({ channel: 'C0OTHER001', text: 'hello' });
    expect(payloadOf(test.requests.at(-1) as never)).toMatchObject({ is_ext_shared_channel: false });
    expect((await test.client.conversations.info({ channel: shared })).channel).toMatchObject({
      is_ext_shared: true,
      is_shared: true,
      connected_team_ids: [theirs],
    });
  });

  it('press buttons and type commands as people of their own team', async () => {
    const button = { type: 'button' as const, action_id: 'ack', text: { type: 'plain_text' as const, text: 'Ack' } };
    const { ts = '' } = await test.client.chat.postMessage({
      channel: shared,
      text: 'x',
      blocks: [{ type: 'actions', elements: [button] }],
    });
    await test.slack.as(eve).click({ channel: shared, ts, actionId: 'ack' });
    expect(payloadOf(test.requests.at(-1) as never)).toMatchObject({
      type: 'block_actions',
      user: { id: eve, team_id: theirs },
      team: { id: theirs, domain: 'theirs' },
    });
    await test.slack.as(eve).command({ channel: shared, text: '/incident list' });
    expect(Object.fromEntries(new URLSearchParams(test.requests.at(-1)?.body))).toMatchObject({
      user_id: eve,
      team_id: theirs,
      team_domain: 'theirs',
    });
  });
});

describe('not to be disturbed', () => {
  const at = (time: string) => Date.parse(time) / 1_000;
  const status = async (user: string) => {
    const { ok: _ok, response_metadata: _meta, ...rest } = await test.client.dnd.info({ user });
    return rest;
  };
  const none = { dnd_enabled: false, next_dnd_start_ts: 1, next_dnd_end_ts: 1 };

  it('never, unless somebody asks for it', async () => {
    expect(await status(ana)).toEqual(none);
  });

  it('every night of theirs: the one that lasts, or the next', async () => {
    test.slack.as(ana).setDoNotDisturb({ from: '22:00', to: '08:00' });
    // It is 15:00 in Vienna.
    const night = { start: at('2026-11-05T21:00:00Z'), end: at('2026-11-06T07:00:00Z') };
    const shown = { dnd_enabled: true, next_dnd_start_ts: night.start, next_dnd_end_ts: night.end };
    expect(await status(ana)).toEqual(shown);
    await test.pass(12 * 3_600_000);
    expect(await status(ana)).toEqual(shown);
    await test.pass(6 * 3_600_000);
    expect(await status(ana)).toMatchObject({ next_dnd_start_ts: night.start + 86_400 });
    test.slack.as(ana).setDoNotDisturb(null);
    expect(await status(ana)).toEqual(none);
  });

  it('for a while from now, without saying that it is a pause', async () => {
    test.slack.as(ana).snooze(30);
    const start = at('2026-11-05T14:00:00Z');
    expect(await status(ana)).toEqual({ dnd_enabled: true, next_dnd_start_ts: start, next_dnd_end_ts: start + 1_800 });
    await test.pass(30 * 60_000);
    expect(await status(ana)).toEqual(none);
    test.slack.as(ana).snooze(30);
    test.slack.as(ana).snooze(0);
    expect(await status(ana)).toEqual(none);
  });

  it('a pause that reaches into the night lasts until morning', async () => {
    test.slack.as(ana).setDoNotDisturb({ from: '22:00', to: '08:00' });
    test.slack.as(ana).snooze(8 * 60);
    expect(await status(ana)).toEqual({
      dnd_enabled: true,
      next_dnd_start_ts: at('2026-11-05T14:00:00Z'),
      next_dnd_end_ts: at('2026-11-06T07:00:00Z'),
    });
  });

  it('asked of several at once, up to fifty', async () => {
    test.slack.as(cho).snooze(30);
    expect(await test.client.dnd.teamInfo({ users: `${ana},${cho}` })).toMatchObject({
      users: { [ana]: none, [cho]: { dnd_enabled: true } },
    });
    expect(await refusalOf(test.client.dnd.teamInfo({ users: '' }))).toMatchObject({ error: 'no_users_provided' });
    const many = Array.from({ length: 51 }, () => ana).join(',');
    expect(await refusalOf(test.client.dnd.teamInfo({ users: many }))).toMatchObject({ error: 'too_many_users' });
    expect(await refusalOf(test.client.dnd.info({ user: 'U0NOBODY' }))).toMatchObject({ error: 'user_not_found' });
  });

  it('is told with dnd:read only', async () => {
    await test.stop();
    test = await openSlack({ tokens: { 'xoxb-test': { scopes: ['users:read'] } } });
    expect(await refusalOf(test.client.dnd.info({ user: ana }))).toMatchObject({
      error: 'missing_scope',
      needed: 'dnd:read',
    });
  });
});
