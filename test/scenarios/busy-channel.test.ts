import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { credentials } from '../../packages/workbench/src/people.ts';
import { alarmEvent } from '../harness/events.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';

const people = ['U0ALICE', 'U0BOB', 'U0CAROL'] as const;

let story: Story;
beforeEach(async () => {
  story = await startStory({ rateLimits: 'off' });
});
afterEach(() => story.stop());

describe('a busy channel', () => {
  it('of 10,000 messages, each of those that were marked in a moment is on the timeline, once', async () => {
    await story.happens(alarmEvent({ workflow: 'design-viewer', step: 'view', value: 'ALARM', at: story.clock.now() }));
    const { id: channel } = story.incidentChannel();
    const [alice, bob] = people.map((user) => story.slack.as(user));
    if (!alice || !bob) throw new Error('nobody is there');
    await alice.join(channel);
    await bob.join(channel);
    // Plain messages are dropped at the door, which has tests of its own; here they only fill the channel.
    const { signingSecret } = credentials;
    story.slack.connectApp({ signingSecret, deliver: async () => ({ status: 200, body: '' }) });
    const posted: string[] = [];
    for (let count = 0; count < 10_000; count++) posted.push(await alice.post({ channel, text: `line ${count}` }));
    await story.settled();
    const url = story.cloud.slack?.url ?? '';
    story.slack.connectApp({ signingSecret, commandUrl: url, interactivityUrl: url, eventsUrl: url });
    const kept = posted.filter((_, index) => index % 200 === 0);
    // Two marks each, all under way at once.
    await Promise.all(
      kept.flatMap((ts) => [
        alice.react({ channel, ts, name: 'pushpin' }),
        bob.react({ channel, ts, name: 'pushpin' }),
      ]),
    );
    await story.settled();
    await story.passes(minutes(5));
    const incident = await story.incident({ id: channel });
    const types = await story.timeline(incident);
    expect(types.filter((type) => type.startsWith('message.marked'))).toHaveLength(2 * kept.length);
    expect(types.filter((type) => type === 'message.read')).toHaveLength(kept.length);
    expect(Object.keys(incident.messages ?? {}).sort()).toEqual([...kept].sort());
    expect(story.deadLetters()).toEqual([]);
  });
});
