import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';

const [alice, bob, carol] = ['U0ALICE', 'U0BOB', 'U0CAROL'] as const;
const elsewhere = { id: 'C0VIEWER01' };

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
const members = () => story.incidentChannel().members;
const lastSaid = (user: string, channel: { id: string }) => story.said(user, channel).at(-1);

describe('somebody joins', () => {
  it('by the announcement’s button, and is in the channel', async () => {
    await opened();
    expect(members()).not.toContain(carol);
    await story.presses(carol, { id: 'C0INCIDENT' }, 'Join');
    expect(members()).toContain(carol);
    expect((await story.timeline(await story.incident())).at(-1)).toBe('responder.joined by U0CAROL');
  });

  it('by a word, from anywhere; joining again shows the way', async () => {
    const channel = await opened();
    const { id } = await story.incident();
    await story.types(carol, elsewhere, `/incident join ${id}`);
    expect(members()).toContain(carol);
    expect(lastSaid(carol, elsewhere)).toContain(`You joined *View a design failing*: <#${channel.id}>`);
    await story.types(carol, elsewhere, `/incident join ${id}`);
    expect(lastSaid(carol, elsewhere)).toContain(`You joined before: *View a design failing*: <#${channel.id}>`);
  });

  it('is brought in by somebody else', async () => {
    const channel = await opened();
    await story.types(alice, channel, '/incident join <@U0CAROL|carol>');
    expect(members()).toContain(carol);
    await story.types(alice, channel, '/incident timeline 1');
    expect(lastSaid(alice, channel)).toContain('<@U0ALICE> brought in <@U0CAROL>');
    await story.types(alice, channel, '/incident join carol');
    expect(lastSaid(alice, channel)).toContain('picking the person from Slack’s list');
  });

  it('whoever declares, acknowledges or gets a role is in too', async () => {
    await story.types(carol, elsewhere, '/incident declare the login page is white');
    expect(members()).toContain(carol);
    const { id } = await story.incident();
    await story.types(bob, elsewhere, `/incident ack ${id}`);
    await story.types(bob, elsewhere, `/incident role ${id} scribe <@U0ALICE|alice>`);
    expect(members().toSorted()).toEqual([alice, bob, carol, story.slack.botUserId].toSorted());
    expect((await story.incident()).responders).toEqual([carol, bob, alice]);
  });

  it('whoever leaves the channel is not called back', async () => {
    const channel = await opened();
    await story.presses(carol, { id: 'C0INCIDENT' }, 'Join');
    await story.slack.as(carol).leave(channel.id);
    await story.types(alice, channel, '/incident role scribe <@U0CAROL|carol>');
    await story.passes(minutes(30));
    expect(members()).not.toContain(carol);
  });
});
