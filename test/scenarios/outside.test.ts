import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';

const [alice, bob] = ['U0ALICE', 'U0BOB'] as const;

let story: Story;
beforeEach(async () => {
  story = await startStory();
});
afterEach(() => story.stop());

const opened = async () => {
  const at = story.clock.now();
  await story.happens(alarmEvent({ workflow: 'design-viewer', step: 'translate', value: 'ALARM', at }));
  return story.incidentChannel();
};
const lastSaid = (user: string, channel: { id: string }) => story.said(user, channel).at(-1);

describe('in a conversation that Tocsin is not in', () => {
  const secluded = async () => ({ id: await story.slack.as(alice).createChannel({ name: 'leads', private: true }) });

  it('a command is answered all the same, and says where it belongs', async () => {
    await opened();
    const channel = await secluded();
    await story.types(alice, channel, '/incident ack');
    expect(lastSaid(alice, channel)).toContain('this is not an incident’s channel; name the incident by its id');
    const { id } = await story.incident();
    await story.types(alice, channel, `/incident ack ${id}`);
    expect(lastSaid(alice, channel)).toContain('You acknowledged *View a design failing*');
  });

  it('an incident is declared from there, also from a message', async () => {
    const channel = await secluded();
    await story.types(alice, channel, '/incident declare checkout is slow');
    expect(story.incidentChannel().members).toContain(alice);
    const ts = await story.slack.as(alice).post({ channel: channel.id, text: 'the login page is white' });
    await story.slack.as(alice).messageShortcut('declare_from_message', channel.id, ts);
    expect(story.modal(alice)).toContain('the login page is white');
  });

  const fromMessage = async (callbackId: string, channel: { id: string }, text: string) => {
    const ts = await story.slack.as(alice).post({ channel: channel.id, text });
    await story.passes(minutes(2));
    await story.slack.as(alice).messageShortcut(callbackId, channel.id, ts);
    await story.settled();
    return ts;
  };

  it('a message goes on the timeline of the incident that is chosen, at its time, with who wrote it and where', async () => {
    const incident = await opened();
    const { id } = await story.incident(incident);
    const channel = await secluded();
    const ts = await fromMessage('add_to_timeline', channel, 'the vendor &lt;status&gt; page is red');
    expect(await story.offered(alice, 'incident', 'design')).toEqual([`View a design failing = ${id}`]);
    await story.submits(alice, { incident: id });
    expect(story.modal(alice)).toContain('You added to the timeline of *View a design failing*');
    const entries = (await story.world.store.timeline(id)).flatMap((one) => one.entries);
    expect(entries.at(-1)).toMatchObject({
      type: 'note.added',
      at: new Date(Math.floor(Number(ts)) * 1_000).toISOString(),
      by: { id: alice },
      text: 'the vendor <status> page is red',
      from: { channel: channel.id, ts, by: alice },
    });
    await story.types(bob, incident, '/incident timeline');
    expect(lastSaid(bob, incident)).toMatch(
      /noted what <@U0ALICE> wrote: the vendor .* page is red _\(<http\S+\|open>/,
    );
  });

  it('an action item is made from a message for the incident that is chosen, and keeps where the message is', async () => {
    const incident = await opened();
    const channel = await secluded();
    const ts = await fromMessage('make_action_item', channel, 'we should alert on that');
    await story.offered(alice, 'incident');
    await story.submits(alice, { incident: (await story.incident(incident)).id });
    expect(story.modal(alice)).toContain('You added an action item to *View a design failing*');
    const { actions } = await story.incident(incident);
    expect(actions).toMatchObject([{ text: 'we should alert on that', source: { channel: channel.id, ts } }]);
  });

  it('only incidents are offered that the person may know of, and no other is taken', async () => {
    await story.types(bob, { id: 'C0VIEWER01' }, '/incident declare private leaked key');
    const channel = await secluded();
    await story.types(bob, { id: 'C0VIEWER01' }, '/incident declare uploads fail');
    const channels = story.slack.snapshot().channels;
    const open = await story.incident(channels.find(({ name }) => name.includes('uploads')));
    await fromMessage('add_to_timeline', channel, 'where is the key?');
    expect(await story.offered(alice, 'incident')).toEqual([`uploads fail = ${open.id}`]);
    await story.types(bob, { id: 'C0VIEWER01' }, `/incident private ${open.id}`);
    await story.submits(alice, { incident: open.id });
    expect(story.modal(alice)).toContain(`there is no incident ${open.id}`);
    const entries = (await story.world.store.timeline(open.id)).flatMap((one) => one.entries);
    expect(entries.map(({ type }) => type)).not.toContain('note.added');
  });
});

it('taken out of an incident’s channel, it comes back by itself, and goes on where it was', async () => {
  const channel = await opened();
  await story.types(alice, channel, '/incident ack');
  await story.slack.as(alice).kick(channel.id, story.slack.botUserId);
  await story.types(bob, channel, '/incident take');
  expect(lastSaid(bob, channel)).toContain('You are in command');
  expect(story.situation(channel)).toContain('| *Commander* / <@U0BOB>');
  expect(story.incidentChannel().members).toContain(story.slack.botUserId);
});

it('taken out of a private one, its status says how to bring it back, and it goes on where it was', async () => {
  await story.types(alice, { id: 'C0VIEWER01' }, '/incident declare private leaked key');
  const channel = story.incidentChannel();
  await story.slack.as(alice).kick(channel.id, story.slack.botUserId);
  await story.types(alice, channel, '/incident take');
  expect(lastSaid(alice, channel)).toContain('You are in command');
  await story.types(alice, channel, '/incident status');
  expect(lastSaid(alice, channel)).toContain('type `/invite @Tocsin` in it');
  await story.slack.as(alice).invite(channel.id, story.slack.botUserId);
  await story.types(alice, channel, '/incident severity SEV1');
  expect(story.situation(channel)).toContain('SEV1');
  await story.types(alice, channel, '/incident status');
  expect(lastSaid(alice, channel)).not.toContain('/invite');
});
