import { describe, expect, it } from 'vitest';
import { appendCosts } from './append.ts';
import { burst } from './burst.ts';
import { live } from './lifecycle.ts';
import { longReading } from './long-channel.ts';
import { draftCost } from './postmortem.ts';
import { runbookCost } from './runbooks.ts';

/** Counts alone: times depend on what else a machine does. */
describe('one incident', () => {
  it('shows the step with the second call to Slack, and gets by with few more', async () => {
    const { untilVisible, slack, opening, all, ticks } = await live();
    expect(untilVisible).toEqual(['conversations.create', 'chat.postMessage']);
    // Two of them ask who the person is: once a day and person, and once a process. One invites them, once for good.
    // One pins the card. Three offer a runbook and keep the offer true.
    expect(slack.length).toBeLessThanOrEqual(29);
    expect(opening.length).toBeLessThanOrEqual(32);
    expect(all.length - ticks).toBeLessThanOrEqual(96);
  });
});

describe('a burst that Slack cannot take at once', () => {
  it('loses no alarm, opens one channel a workflow, and leaves nothing behind', async () => {
    const seen = await burst({ workflows: 24 });
    expect(seen).toMatchObject({ lost: 0, incidents: 24, channels: 24, deadLetters: 0, waiting: 0 });
    expect(seen.rejected).toContain('conversations.create ratelimited');
    // Twenty at once, the rest as soon as the minute is over.
    expect(seen.visibleAfter.at(-1)).toBeLessThanOrEqual(1.5);
  });
});

describe('one more entry', () => {
  it('is as many requests on a timeline of 600 entries as on one of 10, and no more units than on one of 300', async () => {
    const [short, middle, long] = await appendCosts([10, 300, 600]);
    expect(long?.usage.byOperation).toEqual(short?.usage.byOperation);
    // Ids are chance, so a deflated snapshot may end on either side of a unit's KB.
    expect(Math.abs((long?.usage.writes ?? 0) - (middle?.usage.writes ?? 0))).toBeLessThanOrEqual(1);
    expect(long?.usage.reads).toBe(middle?.usage.reads);
  });
});

describe('a draft', () => {
  it('has as many sentences for each entry of a long timeline as of a short one, and a canvas that Slack takes', () => {
    const short = draftCost({ messages: 1_000, entries: 200 }, 1);
    const long = draftCost({ messages: 4_000, entries: 800 }, 1);
    // 150 messages at most, and a few of each kind, whatever there is.
    expect(long.sentences - short.sentences).toBeLessThanOrEqual(600 + 50);
    expect(long.canvasCharacters).toBeLessThanOrEqual(100_000);
  });
});

describe('many runbooks', () => {
  it('are all read, each with its steps', () => {
    expect(runbookCost(10, 50)).toMatchObject({ runbooks: 10, steps: 500, problems: 0 });
  });
});

it('a channel is read in as many calls as it has pages and threads', async () => {
  const { messages, pages } = await longReading({ messages: 500, threads: 5 });
  expect([messages, pages]).toEqual([500, Math.ceil(495 / 200) + 5]);
});
