import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { type Story, startStory } from '../harness/story.ts';

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

  it('a message’s menu is answered there', async () => {
    const channel = await secluded();
    const ts = await story.slack.as(alice).post({ channel: channel.id, text: 'we should alert on that' });
    await story.slack.as(alice).messageShortcut('add_to_timeline', channel.id, ts);
    await story.settled();
    expect(lastSaid(alice, channel)).toContain('only messages in an incident’s channel can be put on a timeline');
    await story.slack.as(alice).messageShortcut('make_action_item', channel.id, ts);
    await story.settled();
    expect(lastSaid(alice, channel)).toContain('this is not an incident’s channel');
  });
});

it('taken out of an incident’s channel, its status says how to bring it back, and it goes on where it was', async () => {
  const channel = await opened();
  await story.types(alice, channel, '/incident ack');
  await story.slack.as(alice).kick(channel.id, story.slack.botUserId);
  await story.types(bob, channel, '/incident take');
  expect(lastSaid(bob, channel)).toContain('You are in command');
  await story.types(bob, channel, '/incident status');
  expect(lastSaid(bob, channel)).toContain('type `/invite @Tocsin` in it');
  await story.slack.as(alice).invite(channel.id, story.slack.botUserId);
  await story.types(bob, channel, '/incident severity SEV1');
  expect(story.situation(channel)).toContain('SEV1');
  await story.types(bob, channel, '/incident status');
  expect(lastSaid(bob, channel)).not.toContain('/invite');
});
