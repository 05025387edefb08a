import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { minutes, type Story, seconds, startStory } from '../harness/story.ts';

let story: Story;
beforeEach(async () => {
  story = await startStory();
});
afterEach(() => story.stop());

const alarm = (workflow: 'design-viewer' | 'share-link', step: string, value: 'ALARM' | 'OK' = 'ALARM') =>
  alarmEvent({ workflow, step, value, at: story.clock.now() });
const translateFails = () => story.happens(alarm('design-viewer', 'translate'));
const linkFails = () => story.happens(alarm('share-link', 'open-link'));
const count = (method: string): number => story.methods().filter((one) => one === method).length;
/** An hour of retries, or dozens of incidents, take a slow machine its time. */
const slow = 120_000;
const always = { method: '*', times: 1_000_000 } as const;

/** Nothing was lost, and nothing is still going around. */
const allIsDone = async () => {
  expect(story.deadLetters()).toEqual([]);
  const { ready, delayed, inFlight } = story.cloud.queue('respond');
  expect([ready, delayed, inFlight]).toEqual([[], [], []]);
};

describe('Slack says that channels are opened too quickly', () => {
  it('the incident waits as long as Slack said; its page does not', async () => {
    story.slack.fault({ method: 'conversations.create', kind: 'ratelimited', retryAfter: 45 });
    await translateFails();
    expect(story.pages()).toHaveLength(1);
    await story.passes(seconds(44));
    expect(story.incidentChannels()).toEqual([]);
    expect(count('conversations.create')).toBe(1);
    await story.passes(seconds(3));
    expect(story.situation(story.incidentChannel())).toContain('Translate the file is failing');
    await story.passes(minutes(2));
    expect(story.pages()).toHaveLength(1);
    await allIsDone();
  });

  it('the claim of the message that was to stand in it is given back', async () => {
    story.slack.fault({ method: 'conversations.create', kind: 'ratelimited', retryAfter: 45 });
    await translateFails();
    expect(await story.effects(await story.incident())).not.toHaveProperty('situation');
    expect(await story.effects(await story.incident())).not.toHaveProperty('channel');
  });

  it('an incident that has its channel goes on meanwhile', async () => {
    await linkFails();
    const channel = story.incidentChannel();
    story.slack.fault({ method: 'conversations.create', kind: 'ratelimited', retryAfter: 45 });
    await translateFails();
    await story.presses('U0ALICE', channel, 'Acknowledge');
    expect(story.situation(channel)).toContain('acknowledged by <@U0ALICE>');
    expect(story.incidentChannels()).toHaveLength(1);
  });

  it('one that opens meanwhile pages at once, and does not ask Slack in vain: the limit is the whole workspace’s', async () => {
    story.slack.fault({ method: 'conversations.create', kind: 'ratelimited', retryAfter: 45 });
    await translateFails();
    await story.passes(seconds(10));
    await linkFails();
    expect(story.pages()).toHaveLength(2);
    expect(count('conversations.create')).toBe(1);
    await story.passes(seconds(40));
    expect(story.incidentChannels()).toHaveLength(2);
    await allIsDone();
  });

  it(
    'more at once than Slack takes in a minute: each gets its channel, none twice',
    async () => {
      const at = story.clock.now();
      const steps = ['open-link', 'preview'];
      await story.happens(
        ...['sign-in', 'view'].map((step) => alarmEvent({ workflow: 'design-viewer', step, value: 'ALARM', at })),
        ...steps.map((step) => alarmEvent({ workflow: 'share-link', step, value: 'ALARM', at })),
      );
      for (let one = 0; one < 22; one++)
        await story.types('U0BOB', { id: 'C0VIEWER01' }, `/incident declare trouble ${one}`);
      await story.passes(minutes(6));
      const refused = story.slack.calls().filter(({ method, ok }) => method === 'conversations.create' && !ok);
      expect(refused.length).toBeGreaterThan(0);
      expect(story.incidentChannels()).toHaveLength(24);
      expect(new Set(story.announcements()).size).toBe(24);
      expect(story.announcements()).toHaveLength(24);
      await allIsDone();
    },
    slow,
  );
});

describe('Slack is down for an hour', () => {
  const outage = async () => {
    const down = story.slack.fault({ ...always, kind: 'http500' });
    await translateFails();
    return down;
  };

  it('the incident is recorded and somebody is paged in the same second', async () => {
    await outage();
    expect((await story.incident()).naming?.step).toBe('translate');
    expect(story.pages()).toHaveLength(1);
    expect(story.incidentChannels()).toEqual([]);
  });

  it(
    'when it is back, the channel is there within two minutes, as if it had opened in time',
    async () => {
      const down = await outage();
      await story.passes(minutes(60));
      expect(story.deadLetters()).toEqual([]);
      // The page, and its two repeats: nobody can acknowledge.
      expect(story.pages()).toHaveLength(3);
      down.clear();
      await story.passes(minutes(2));
      const channel = story.incidentChannel();
      expect(channel.name).toMatch(/^inc-1105-design-viewer-translate-/);
      expect(story.situation(channel)).toContain('has been failing since 2026-11-05 14:00 UTC');
      expect(story.announcements()).toHaveLength(1);
      expect(channel.members).toContain('U0ALICE');
      expect(new Set(Object.values(await story.effects(await story.incident())))).toEqual(new Set(['done']));
      await allIsDone();
    },
    slow,
  );

  it(
    'what happened meanwhile shows at once: recovered, and the offer to resolve',
    async () => {
      const down = await outage();
      await story.passes(minutes(5));
      await story.happens(alarm('design-viewer', 'translate', 'OK'));
      await story.passes(minutes(12));
      down.clear();
      await story.passes(minutes(2));
      expect(story.incidentChannel().messages.map(({ text }) => [...text][0])).toEqual(['🟢', '🟢', '📖']);
      expect(story.situation(story.incidentChannel())).toContain('Translate the file has recovered');
    },
    slow,
  );

  it('in the middle of opening: the message that was lost is posted, the one that got through is not posted again', async () => {
    story.slack.fault({ method: 'chat.postMessage', kind: 'fatal_error', effect: 'after' });
    story.slack.fault({ method: 'chat.postMessage', kind: 'fatal_error', effect: 'before' });
    await translateFails();
    await story.passes(minutes(3));
    expect(story.incidentChannel().messages.map(({ text }) => [...text][0])).toEqual(['🔴', '📖']);
    expect(story.announcements()).toHaveLength(1);
    await allIsDone();
  });

  it('for one answer: a channel that was opened unheard is found by its name, not opened again', async () => {
    story.slack.fault({ method: 'conversations.create', kind: 'timeout', effect: 'after' });
    await translateFails();
    expect(story.incidentChannels()).toEqual([]);
    await story.passes(seconds(40));
    expect(story.situation(story.incidentChannel())).toContain('Translate the file is failing');
    expect(count('conversations.create')).toBe(1);
    await allIsDone();
  });

  it(
    'asks a few times a minute, not in a storm',
    async () => {
      await outage();
      const before = story.slack.calls().length;
      await story.passes(minutes(10));
      expect((story.slack.calls().length - before) / 10).toBeLessThan(15);
    },
    slow,
  );
});

describe("Tocsin's token is revoked", () => {
  it('pages go out; with a good token the channel opens by itself', async () => {
    const revoked = story.slack.fault({ ...always, kind: 'revoked' });
    await translateFails();
    expect(story.pages()).toHaveLength(1);
    await story.passes(minutes(15));
    expect(story.incidentChannels()).toEqual([]);
    revoked.clear();
    await story.passes(minutes(2));
    expect(story.situation(story.incidentChannel())).toContain('Translate the file is failing');
    await allIsDone();
  });

  it('what could not be shown meanwhile is shown then', async () => {
    await translateFails();
    // Who she is was asked before; of somebody unknown only what cannot wait is taken while Slack does not say.
    await story.types('U0ALICE', story.incidentChannel(), '/incident join');
    const revoked = story.slack.fault({ ...always, kind: 'revoked' });
    await story.types('U0ALICE', story.incidentChannel(), '/incident take');
    await story.passes(minutes(15));
    revoked.clear();
    await story.passes(minutes(2));
    expect(story.situation(story.incidentChannel())).toContain('Commander* / <@U0ALICE>');
    expect(story.announcements()[0]).toContain('<@U0ALICE> is in command');
    expect(story.incidentChannel().topic).toContain('commander <@U0ALICE>');
    await allIsDone();
  });
});
