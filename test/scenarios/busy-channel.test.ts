import { describe, expect, it } from 'vitest';
import { busyChannel } from '../bench/busy-channel.ts';

describe('a busy channel', () => {
  it('of 10,000 messages and 500 events in ten seconds: what is marked is kept as it is now, for few calls', async () => {
    const seen = await busyChannel({ messages: 10_000, events: 500 });
    expect(seen.told).toBe(500);
    expect(seen.marked.length).toBeGreaterThan(50);
    expect(seen.kept).toEqual(seen.marked);
    expect(seen.deadLetters).toEqual([]);
    expect(seen.waiting).toBe(0);
    expect(seen.responds).toBeLessThan(seen.deliveries / 3);
    // Each is found and linked to once; nothing of it is said in the channel.
    expect(seen.slack.length).toBeLessThan(4 * seen.kept.length);
  }, 180_000);
});
