import { act, declareIncident } from '@tocsin/app';
import { type PeopleCommand, person } from '@tocsin/incident';
import type { SnapshotChannel } from '@tocsin/slack-simulator';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { shortcutIds } from '../../packages/slack/src/action-ids.ts';
import { subcommands } from '../../packages/slack/src/listeners/commands/subcommands.ts';
import { alarmEvent } from '../harness/events.ts';
import { read } from '../harness/reading.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';

/** People who are no members of the workspace, at every door. What they must not learn is whatever names the incident. */
const alice = 'U0ALICE';
const onlyMembers = 'Nothing changed: only members of this workspace can do that; ask one of them.';
const onlyWhereInvited = `${onlyMembers} Guests can ask in the channels of incidents`;

let story: Story;
let channel: SnapshotChannel;
let id: string;
const lobby = { id: '' };

beforeEach(async () => {
  story = await startStory();
  await story.happens(alarmEvent({ workflow: 'design-viewer', step: 'view', value: 'ALARM', at: story.clock.now() }));
  channel = story.incidentChannel();
  ({ id } = await story.incident());
  lobby.id = story.slack.addChannel({ name: 'shared', members: [alice, story.slack.botUserId], creator: alice });
  await story.slack.as(alice).join(channel.id);
});
afterEach(() => story.stop());

const lets = async (who: Parameters<Story['slack']['addUser']>[0], into: { id: string }) => {
  const user = story.slack.addUser(who);
  await story.slack.as(alice).invite(into.id, user);
  return user;
};
const stranger = (into: { id: string }) => lets({ name: 'Stan', standing: 'stranger' }, into);
const guest = (into: { id: string }) => lets({ name: 'Gus', guest: 'multi' }, into);
const answer = (user: string, where: { id: string }) => story.said(user, where).at(-1) ?? '';
const home = async (user: string) => {
  await story.slack.as(user).openHome();
  await story.settled();
  const blocks = story.slack.snapshot().homes.find((one) => one.user === user)?.view.blocks;
  return read({ text: '', blocks: blocks as never });
};
const keepsQuiet = (said: string) => {
  expect(said).not.toContain(id);
  expect(said).not.toContain('View a design');
  expect(said).not.toContain(channel.name);
};

/** Words with what they need to be carried out by whoever may. */
const typed = subcommands.map(({ words: [word] }) => word);
const about = (word: string) => (['list', 'open', 'declare'].includes(word) ? `${word} all` : `${word} ${id}`);

describe('people of other organisations, in a channel that is shared with them', () => {
  it('no word is answered, neither beside the incident nor in its channel', async () => {
    const stan = await stranger(lobby);
    await story.slack.as(alice).invite(channel.id, stan);
    const before = await story.timeline({ id });
    for (const word of typed) {
      await story.mentions(stan, lobby, about(word));
      expect([word, answer(stan, lobby)]).toEqual([word, onlyMembers]);
      await story.mentions(stan, channel, word);
      expect([word, answer(stan, channel)]).toEqual([word, onlyMembers]);
      await story.types(stan, lobby, `/incident ${about(word)}`);
      expect([word, answer(stan, lobby)]).toEqual([word, onlyMembers]);
    }
    expect(await story.timeline({ id })).toEqual(before);
    expect(story.slack.snapshot().modals.filter(({ user }) => user === stan)).toEqual([]);
  });

  it('help is what anybody may read, and says nothing of the incident', async () => {
    const stan = await stranger(channel);
    await story.mentions(stan, channel, 'help');
    expect(answer(stan, channel)).toContain('/incident list');
    keepsQuiet(answer(stan, channel));
  });

  it.each(['Acknowledge', 'More…', 'Post update', 'Start'])('a press of “%s”', async (label) => {
    const stan = await stranger(channel);
    const before = await story.timeline({ id });
    await story.presses(stan, channel, label);
    expect(answer(stan, channel)).toBe(onlyMembers);
    expect(await story.timeline({ id })).toEqual(before);
    expect(story.slack.snapshot().modals.filter(({ user }) => user === stan)).toEqual([]);
  });

  it.each(Object.values(shortcutIds))('the shortcut %s', async (shortcut) => {
    const stan = await stranger(channel);
    const before = await story.timeline({ id });
    const actor = story.slack.as(stan);
    const { messages } = story.slack.snapshot(stan).channels.find((one) => one.id === channel.id) ?? channel;
    await (shortcut === shortcutIds.declare
      ? actor.shortcut(shortcut)
      : actor.messageShortcut(shortcut, channel.id, messages[0]?.ts ?? ''));
    await story.settled();
    expect(story.slack.snapshot().modals.filter(({ user }) => user === stan)).toEqual([]);
    expect(await story.timeline({ id })).toEqual(before);
  });

  it('their Home says why, and nothing else', async () => {
    const stan = await stranger(channel);
    expect(await home(stan)).toBe('Only members of this workspace can do that; ask one of them.');
  });

  it('a pin or an emoji of theirs puts nothing on the timeline', async () => {
    const stan = await stranger(channel);
    const before = await story.timeline({ id });
    const ts = await story.slack.as(alice).post({ channel: channel.id, text: 'the cache is cold' });
    await story.slack.as(stan).pin({ channel: channel.id, ts });
    await story.slack.as(stan).react({ channel: channel.id, ts, name: 'pushpin' });
    await story.settled();
    expect(await story.timeline({ id })).toEqual(before);
    await story.slack.as(alice).react({ channel: channel.id, ts, name: 'pushpin' });
    await story.settled();
    expect(await story.timeline({ id })).not.toEqual(before);
  });

  it('what members kept of their messages is followed when they change it or take it back', async () => {
    const stan = await stranger(channel);
    const told = async () => (await story.world.store.timeline(id)).flatMap(({ entries }) => entries);
    const ts = await story.slack.as(stan).post({ channel: channel.id, text: 'our edge is at 50 %' });
    await story.slack.as(alice).pin({ channel: channel.id, ts });
    await story.settled();
    await story.slack.as(stan).edit({ channel: channel.id, ts, text: 'our edge is at 5 %' });
    await story.settled();
    expect((await told()).at(-1)).toMatchObject({ type: 'message.edited', text: 'our edge is at 5 %' });
    await story.slack.as(stan).delete({ channel: channel.id, ts });
    await story.settled();
    expect((await told()).at(-1)).toMatchObject({ type: 'message.deleted' });
    const other = await story.slack.as(stan).post({ channel: channel.id, text: 'nobody kept this' });
    const before = await told();
    await story.slack.as(stan).edit({ channel: channel.id, ts: other, text: 'still' });
    await story.settled();
    expect(await told()).toEqual(before);
  });

  it('whatever a listener forgets, no command of theirs is carried out', async () => {
    const stan = await stranger(channel);
    const before = await story.timeline({ id });
    const refused = { type: 'refusal', code: 'not-allowed', reason: expect.stringContaining('only members') };
    // Whom Slack itself describes as a stranger there is no incident for.
    const unheard = { type: 'refusal', code: 'no-incident' };
    const commands = (by: ReturnType<typeof person>): PeopleCommand[] => [
      { type: 'acknowledge', by },
      { type: 'note', by, text: 'the cache is cold' },
      { type: 'resolve', by },
    ];
    const acts = (command: PeopleCommand, stranger: boolean) =>
      act(story.world, { incident: id, command, cause: `test:${command.type}`, channel: channel.id, stranger });
    for (const command of commands(person(stan)))
      expect(await acts(command, false), command.type).toMatchObject(unheard);
    for (const command of commands(person('U0BOB')))
      expect(await acts(command, true), command.type).toMatchObject(refused);
    const declared = { by: person('U0BOB'), stranger: true, title: 'mail is late', cause: 'test:declare' };
    expect(await declareIncident(story.world, declared)).toMatchObject(refused);
    expect(await story.timeline({ id })).toEqual(before);
    expect(story.incidentChannels()).toHaveLength(1);
  });

  it('those whom the settings let in know of the incident whose channel they are in, and of no other', async () => {
    await story.stop();
    story = await startStory({ access: { strangers: 'respond' } });
    await story.happens(alarmEvent({ workflow: 'design-viewer', step: 'view', value: 'ALARM', at: story.clock.now() }));
    channel = story.incidentChannel();
    ({ id } = await story.incident());
    lobby.id = story.slack.addChannel({ name: 'shared', members: [alice, story.slack.botUserId], creator: alice });
    await story.slack.as(alice).join(channel.id);
    const stan = await stranger(channel);
    const eve = await stranger(lobby);
    await story.mentions(eve, lobby, `status ${id}`);
    expect(answer(eve, lobby)).toContain('there is no incident');
    await story.mentions(eve, lobby, 'list all');
    keepsQuiet(answer(eve, lobby));
    await story.mentions(stan, channel, 'ack');
    expect((await story.incident()).status).toBe('acknowledged');
  });
});

/** Slack's payload says that they belong elsewhere; `users.info`, asked about the account, does not. */
describe('whoever is of another workspace by what Slack sends', () => {
  const outsider = { user: 'U0BOB', team: 'T0ELSEWHERE' };
  const homeOf = (user: string) =>
    JSON.stringify(story.slack.snapshot().homes.find((one) => one.user === user)?.view.blocks);

  it('is offered nothing by a form that a member opened, and nothing is looked up', async () => {
    await story.types(alice, channel, '/incident note the cache is cold');
    await story.types(alice, channel, '/incident correct');
    expect(await story.offered(alice, 'entry')).not.toEqual([]);
    const asked: string[] = [];
    for (const name of ['load', 'byChannel', 'timeline', 'open'] as const)
      vi.spyOn(story.world.store, name).mockImplementation(() => {
        asked.push(name);
        throw new Error(`${name} was asked`);
      });
    const { status, body } = await story.redeliversAs(outsider, 'block_suggestion');
    vi.restoreAllMocks();
    expect({ status, body: JSON.parse(body) }).toEqual({ status: 200, body: { options: [] } });
    expect(asked).toEqual([]);
  });

  it('changes nothing by submitting it, and reads why', async () => {
    await story.types(alice, channel, '/incident update');
    await story.submits(alice, { text: 'the cache is cold' });
    const before = await story.timeline({ id });
    const { body } = await story.redeliversAs(outsider, 'view_submission');
    expect(body).toContain(onlyMembers);
    expect(await story.timeline({ id })).toEqual(before);
  });

  it('sees no Home, and presses nothing in one', async () => {
    await story.slack.as(alice).openHome();
    await story.settled();
    await story.redeliversAs(outsider, 'app_home_opened');
    expect(homeOf(outsider.user)).toContain('Only members of this workspace can do that; ask one of them.');
    keepsQuiet(homeOf(outsider.user));
    await story.slack.as(alice).clickInHome({ actionId: 'do.list' });
    await story.settled();
    const modals = story.slack.snapshot().modals.length;
    await story.redeliversAs({ ...outsider, user: 'U0CAROL' }, 'block_actions');
    expect(homeOf('U0CAROL')).toContain('Only members of this workspace can do that; ask one of them.');
    expect(story.slack.snapshot().modals).toHaveLength(modals);
  });

  it('hears by a mention that only members can', async () => {
    await story.slack.as(outsider.user).join(channel.id);
    await story.mentions(alice, channel, 'ack');
    await story.redeliversAs(outsider, 'app_mention');
    expect(answer(outsider.user, channel)).toBe(onlyMembers);
  });

  it('hears the same in a direct message', async () => {
    const dm = await story.slack.as(alice).openDm();
    const lastThere = () => {
      const { messages = [] } = story.slack.snapshot(alice).channels.find((one) => one.id === dm) ?? {};
      return messages.map(read).at(-1);
    };
    await story.slack.as(alice).post({ channel: dm, text: 'list' });
    await story.settled();
    expect(lastThere()).toContain('View a design');
    await story.redeliversAs(outsider, 'message');
    expect(lastThere()).toBe(onlyMembers);
  });
});

describe('guests of the workspace', () => {
  it('outside of the channels of incidents no word is answered', async () => {
    const gus = await guest(lobby);
    for (const word of typed) {
      await story.types(gus, lobby, `/incident ${about(word)}`);
      expect([word, answer(gus, lobby)]).toEqual([word, expect.stringContaining(onlyWhereInvited)]);
    }
    keepsQuiet(await home(gus));
    expect(await home(gus)).toContain('Guests can ask');
  });

  it('in one they read of that incident, and of no other', async () => {
    const gus = await guest(channel);
    await story.types(alice, channel, '/incident declare mail is late');
    const [, other] = story.incidentChannels();
    if (!other) throw new Error('no second incident');
    const mail = await story.incident(other);
    await story.types(gus, channel, '/incident status');
    expect(answer(gus, channel)).toContain('View a design');
    for (const line of [
      `status ${mail.id}`,
      'list all',
      `timeline ${mail.id}`,
      `merge ${mail.id}`,
      `gathered ${mail.id}`,
    ]) {
      await story.types(gus, channel, `/incident ${line}`);
      expect(answer(gus, channel)).not.toContain('mail is late');
    }
  });
});

describe('a member', () => {
  it('whom Slack does not describe goes on in the channel, and hears why elsewhere', async () => {
    await story.slack
      .as(alice)
      .join(lobby.id)
      .catch(() => {});
    story.slack.fault({ method: 'users.info', kind: 'http500' });
    await story.types('U0BOB', channel, '/incident status');
    expect(answer('U0BOB', channel)).toContain('View a design');
    await story.types('U0BOB', lobby, '/incident list');
    expect(answer('U0BOB', lobby)).toContain('so I cannot say what you may see');
    await story.passes(minutes(1));
    await story.types('U0BOB', lobby, '/incident list');
    expect(answer('U0BOB', lobby)).toContain('View a design');
  });
});
