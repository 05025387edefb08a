import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { incidentsChannel } from '../../packages/workbench/src/people.ts';
import { alarmEvent } from '../harness/events.ts';
import { read } from '../harness/reading.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';

const [alice, bob, carol] = ['U0ALICE', 'U0BOB', 'U0CAROL'] as const;
const elsewhere = { id: 'C0VIEWER01' };
const incidents = { id: incidentsChannel };

let story: Story;
beforeEach(async () => {
  story = await startStory();
});
afterEach(() => story.stop());

const lastSaid = (user: string, channel: { id: string }) => story.said(user, channel).at(-1);
const channels = () => story.slack.snapshot().channels.filter(({ name }) => name.startsWith('inc-'));
const privateChannel = () => channels().find(({ kind }) => kind === 'private') ?? expect.fail('no private channel');
const seenBy = (user: string) => JSON.stringify(story.slack.snapshot(user));

describe('declared private', () => {
  const declared = async () => {
    await story.types(alice, elsewhere, '/incident declare private leaked key of a customer');
    return privateChannel();
  };

  it('opens a private channel with whoever declared it, and says nothing anywhere else', async () => {
    const channel = await declared();
    expect(lastSaid(alice, elsewhere)).toContain('Its private channel opens in a moment');
    expect(channel.members).toEqual(expect.arrayContaining([alice]));
    expect(channel.members).not.toContain(carol);
    expect(read(channel.messages.find(({ subtype }) => !subtype) ?? expect.fail('nothing said'))).toContain(
      'leaked key of a customer',
    );
    expect(channel.name).toMatch(/^inc-\d{4}-private-/);
    expect(story.announcements()).toEqual([]);
    expect(seenBy(carol)).not.toContain('leaked');
  });

  it('is listed to those who are in it, and does not exist to others', async () => {
    await declared();
    const { id } = await story.incident();
    await story.types(alice, elsewhere, '/incident list');
    expect(lastSaid(alice, elsewhere)).toContain('leaked key');
    await story.types(carol, incidents, '/incident list');
    expect(lastSaid(carol, incidents)).toBe('No incident is open.');
    const unknown = '20261105-zzzzzzzz';
    for (const word of ['status', 'catchup', 'timeline', 'ack', 'resolve', 'private']) {
      await story.types(carol, incidents, `/incident ${word} ${id}`);
      const hidden = lastSaid(carol, incidents);
      await story.types(carol, incidents, `/incident ${word} ${unknown}`);
      expect(hidden?.replaceAll(id, unknown), word).toBe(lastSaid(carol, incidents));
    }
    expect((await story.incident()).acknowledged).toBeUndefined();
  });

  it('somebody invited to its channel works on it there without an id, and is part of it from then on', async () => {
    const channel = await declared();
    await story.slack.as(alice).invite(channel.id, bob);
    await story.types(bob, elsewhere, '/incident list');
    expect(lastSaid(bob, elsewhere)).toBe('No incident is open.');
    await story.types(bob, channel, '/incident ack');
    expect((await story.incident()).acknowledged?.by).toMatchObject({ id: bob });
    await story.types(bob, elsewhere, '/incident list');
    expect(lastSaid(bob, elsewhere)).toContain('leaked key');
  });

  it('pages say how bad it is and where to look', async () => {
    await declared();
    expect(story.pages().map(({ subject, text }) => ({ subject, text }))).toEqual([
      {
        subject: 'SEV2 private incident',
        text: expect.stringMatching(/^A private incident, SEV2; see Slack: \d{8}-\w{8}\.$/),
      },
    ]);
  });
});

describe('made private', () => {
  const made = async () => {
    const at = story.clock.now();
    await story.happens(alarmEvent({ workflow: 'design-viewer', step: 'translate', value: 'ALARM', at }));
    const before = story.incidentChannel();
    await story.types(alice, before, '/incident take');
    await story.types(alice, before, '/incident handoff <@U0BOB>');
    await story.types(bob, before, '/incident private a customer is named');
    const old = channels().find(({ id }) => id === before.id) ?? expect.fail('the old channel is gone');
    return { before, old, now: privateChannel() };
  };

  it('goes on in a private channel with its responders', async () => {
    const { now, before } = await made();
    expect(now.members).toEqual(expect.arrayContaining([alice, bob]));
    expect(now.members).not.toContain(carol);
    const said = now.messages.filter(({ bot, subtype }) => bot && !subtype).map(read);
    expect(said[0]).toContain('*Commander* / <@U0BOB>');
    expect(now.topic).toContain('private · SEV2');
    const incident = await story.incident();
    expect(incident.channel?.id).toBe(now.id);
    expect(incident.private).toMatchObject({ since: 'made', left: { id: before.id }, by: { id: bob } });
    await story.types(bob, now, '/incident resolve');
    expect((await story.world.store.load(incident.id))?.status).toBe('resolved');
  });

  it('the announcement and what was said in the public channel are taken back, and the channel archived', async () => {
    const { old } = await made();
    expect(story.announcements()).toEqual([]);
    expect(old).toMatchObject({ archived: true, topic: 'This goes on in a private channel', bookmarks: [] });
    expect(old.name).toMatch(/^inc-\d{4}-moved-/);
    const said = old.messages.filter(({ bot, subtype, ephemeral }) => bot && !subtype && !ephemeral).map(read);
    expect(said).toEqual([
      '🔒 This goes on in a private channel. Whoever works on it was invited there; ask them if you should be.',
    ]);
  });

  it('whoever did it hears what Slack keeps', async () => {
    const { before } = await made();
    expect(lastSaid(bob, before)).toContain('What people wrote in it stays readable in the archive');
  });

  it('alarms go on to be told in it, and nobody is paged anew or told in public', async () => {
    const { now } = await made();
    const pages = story.pages().length;
    await story.passes(minutes(1));
    const at = story.clock.now();
    await story.happens(alarmEvent({ workflow: 'design-viewer', step: 'upload', value: 'ALARM', at }));
    expect(channels()).toHaveLength(2);
    expect(story.pages()).toHaveLength(pages);
    expect(story.announcements()).toEqual([]);
    expect(read(privateChannel().messages.filter(({ subtype }) => !subtype)[0] ?? expect.fail(now.id))).toContain(
      'upload',
    );
  });

  it('only those whom the settings name can; twice is refused', async () => {
    await story.happens(
      alarmEvent({ workflow: 'design-viewer', step: 'translate', value: 'ALARM', at: story.clock.now() }),
    );
    const before = story.incidentChannel();
    await story.types(carol, before, '/incident private');
    expect(lastSaid(carol, before)).toContain('may open private incidents and make one private');
    await story.types(alice, before, '/incident ack');
    await story.types(alice, before, '/incident private');
    await story.types(alice, privateChannel(), '/incident private');
    expect(lastSaid(alice, privateChannel())).toContain('it is private already; <@U0ALICE> saw to that');
  });
});

describe('lists do not tell of what they leave out', () => {
  const declared = async (user: string, title: string) => {
    await story.types(user, elsewhere, `/incident declare ${title}`);
    await story.passes(minutes(1));
  };
  const idsOfPrivate = async () =>
    (await story.world.store.open(100)).filter((incident) => incident.private).map(({ id }) => id);
  const listedTo = (user: string) =>
    JSON.stringify(
      story.slack
        .snapshot(user)
        .channels.flatMap(({ messages }) => messages)
        .filter(({ ephemeral }) => ephemeral)
        .at(-1)?.blocks,
    );

  it('neither by where the next page begins nor by a page that is not full', async () => {
    for (let count = 0; count < 16; count++) await declared(alice, `trouble ${count}`);
    for (let count = 0; count < 3; count++) await declared(alice, `private secret ${count}`);
    await story.types(carol, incidents, '/incident list');
    const first = listedTo(carol);
    expect([...first.matchAll(/trouble \d+/g)]).toHaveLength(15);
    for (const id of await idsOfPrivate()) expect(first).not.toContain(id);
    await story.presses(carol, incidents, 'Show more');
    expect([...listedTo(carol).matchAll(/trouble \d+/g)].map(([title]) => title)).toEqual(['trouble 0']);
  });

  it('nor by “more”, in the Home either, when all that is left is private', async () => {
    for (let count = 0; count < 4; count++) await declared(alice, `private secret ${count}`);
    for (let count = 0; count < 12; count++) await declared(alice, `trouble ${count}`);
    await story.slack.as(carol).openHome();
    await story.settled();
    const home = JSON.stringify(story.slack.snapshot().homes.find(({ user }) => user === carol));
    expect(home).toContain('trouble 0');
    expect(home).not.toContain('More are open');
    for (const id of await idsOfPrivate()) expect(home).not.toContain(id);
    await story.types(carol, incidents, '/incident list');
    expect(listedTo(carol)).not.toContain('Show more');
  });

  it.each(['declare_from_message', 'make_action_item', 'add_to_timeline'])(
    'nor by the shortcut %s on a message that names it',
    async (shortcut) => {
      await story.types(alice, elsewhere, '/incident declare private leaked key of a customer');
      const [id = ''] = await idsOfPrivate();
      const unknown = '20261105-zzzzzzzz';
      const answered = async (named: string) => {
        const ts = await story.slack.as(carol).post({ channel: incidents.id, text: `what is ${named}?` });
        await story.slack.as(carol).messageShortcut(shortcut, incidents.id, ts);
        await story.settled();
        const modals = story.slack.snapshot().modals.filter(({ user }) => user === carol);
        const offered = modals.length === 0 ? '' : story.modal(carol);
        return `${offered}${story.said(carol, incidents).at(-1)}`.replaceAll(named, unknown).replace(/\/p\d+/, '/p…');
      };
      const hidden = await answered(id);
      expect(hidden).toBe(await answered(unknown));
      expect(hidden).not.toBe('undefined');
      expect(seenBy(carol)).not.toContain('leaked');
      expect((await story.timeline({ id })).join()).not.toContain(carol);
    },
  );

  it('nor by a form, or by what a select offers', async () => {
    await story.types(alice, elsewhere, '/incident declare private leaked key of a customer');
    const [id = ''] = await idsOfPrivate();
    const unknown = '20261105-zzzzzzzz';
    await declared(carol, 'trouble');
    const own = story.slack
      .snapshot(carol)
      .channels.find(({ members, name }) => name.startsWith('inc-') && members.includes(carol));
    if (!own) throw new Error('no channel');
    await story.types(carol, own, '/incident merge');
    expect(await story.offered(carol, 'into')).toEqual([]);
    expect(await story.offered(carol, 'into', id)).toEqual([]);
    for (const word of [
      'severity',
      'update',
      'page',
      'split',
      'private',
      'snooze',
      'correct',
      'action add',
      'role',
      'timeline before',
    ]) {
      await story.types(
        carol,
        incidents,
        `/incident ${word.split(' ')[0]} ${id} ${word.split(' ').slice(1).join(' ')}`,
      );
      const hidden = JSON.stringify(story.said(carol, incidents).at(-1)).replaceAll(id, unknown);
      await story.types(
        carol,
        incidents,
        `/incident ${word.split(' ')[0]} ${unknown} ${word.split(' ').slice(1).join(' ')}`,
      );
      expect(hidden, word).toBe(JSON.stringify(story.said(carol, incidents).at(-1)));
    }
    await story.types(carol, own, `/incident merge ${id}`);
    const merged = lastSaid(carol, own)?.replaceAll(id, unknown);
    await story.types(carol, own, `/incident merge ${unknown}`);
    expect(merged).toBe(lastSaid(carol, own));
    expect(seenBy(carol)).not.toContain('leaked');
  });
});
