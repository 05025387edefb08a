import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Story, startStory } from '../harness/story.ts';
import { alice, bob, capturing } from './capturing.ts';

let story: Story;
beforeEach(async () => {
  story = await startStory({ capture: { emoji: ['memo', '+1'] } });
});
afterEach(() => story.stop());
const { opened, told, says } = capturing(() => story);

describe('with other emoji in the catalog', () => {
  const kept = async (channel: { id: string }) =>
    (await told(channel)).filter((one) => one.includes('cache is cold')).length;

  it('these keep a message, in any skin; the usual one does not any more, pinning does', async () => {
    const channel = await opened();
    const ts = await says(alice, channel, 'The cache is cold');
    const marks = { channel: channel.id, ts };
    await story.slack.as(alice).react({ ...marks, name: 'pushpin' });
    await story.settled();
    expect(await kept(channel)).toBe(0);
    await story.slack.as(alice).react({ ...marks, name: 'memo' });
    await story.slack.as(bob).react({ ...marks, name: '+1::skin-tone-2' });
    await story.settled();
    expect(await kept(channel)).toBe(1);
    await story.slack.as(alice).unreact({ ...marks, name: 'memo' });
    await story.settled();
    expect(await kept(channel)).toBe(1);
    await story.slack.as(bob).unreact({ ...marks, name: '+1::skin-tone-2' });
    await story.settled();
    expect(await kept(channel)).toBe(0);
    await story.slack.as(bob).pin(marks);
    await story.settled();
    expect(await kept(channel)).toBe(1);
  });

  it('put, taken away and put again, told in reverse and twice, it is kept once', async () => {
    const channel = await opened();
    const ts = await says(alice, channel, 'The cache is cold');
    const marks = { channel: channel.id, ts, name: 'memo' };
    story.slack.events.hold();
    await story.slack.as(alice).react(marks);
    await story.passes(1_000);
    await story.slack.as(alice).unreact(marks);
    await story.passes(1_000);
    await story.slack.as(alice).react(marks);
    await story.slack.events.release((events) => [...events, ...events].reverse());
    await story.settled();
    expect(await kept(channel)).toBe(1);
    story.slack.events.hold();
    await story.passes(1_000);
    await story.slack.as(alice).unreact(marks);
    await story.slack.events.release((events) => [...events, ...events]);
    await story.settled();
    expect(await kept(channel)).toBe(0);
  });
});
