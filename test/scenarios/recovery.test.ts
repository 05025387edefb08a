import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { minutes, type Story, seconds, startStory } from '../harness/story.ts';

let story: Story;
beforeEach(async () => {
  story = await startStory();
});
afterEach(() => story.stop());

const translate = (value: 'ALARM' | 'OK') =>
  alarmEvent({ workflow: 'design-viewer', step: 'translate', value, at: story.clock.now() });
const fires = () => story.happens(translate('ALARM'));
const calms = () => story.happens(translate('OK'));

/** The offers to resolve that stand in the channel. */
const proposals = () => story.incidentChannel().messages.filter(({ text }) => text.includes('Resolve the incident?'));

describe('an alarm flaps', () => {
  it('ALARM, OK, ALARM is one incident, one channel, one page', async () => {
    await fires();
    await story.passes(minutes(2));
    await calms();
    await story.passes(minutes(2));
    await fires();
    expect(story.incidentChannels()).toHaveLength(1);
    expect(story.announcements()).toHaveLength(1);
    expect(story.pages()).toHaveLength(1);
    expect(await story.timeline(await story.incident())).toEqual([
      'incident.declared',
      'alarm.fired',
      'step.named',
      'channel.opened',
      'alarm.recovered',
      'service.recovered',
      'alarm.fired',
      'service.relapsed',
    ]);
  });

  it('message, topic and announcement follow it', async () => {
    const shown = () => [
      story.situation(story.incidentChannel()).split('\n')[0],
      story.incidentChannel().topic,
      story.announcements()[0]?.split('\n')[0],
    ];
    await fires();
    await story.passes(minutes(2));
    await calms();
    expect(shown()).toEqual([
      '# 🟢 Translate the file has recovered — View a design',
      'SEV2 · recovered, not resolved · Translate the file failing · nobody in command · since 5 Nov 14:00 UTC',
      '*🟢 Translate the file has recovered — View a design*',
    ]);
    await story.passes(minutes(2));
    await fires();
    expect(shown()).toEqual([
      '# 🔴 Translate the file is failing — View a design',
      'SEV2 · declared · Translate the file failing · nobody in command · since 5 Nov 14:00 UTC',
      '*🔴 Translate the file is failing — View a design*',
    ]);
  });

  it('missing data is no recovery', async () => {
    await fires();
    const at = story.clock.now();
    await story.passes(minutes(2));
    const event = { workflow: 'design-viewer', step: 'translate', value: 'INSUFFICIENT_DATA' } as const;
    await story.happens(alarmEvent({ ...event, at: story.clock.now() }));
    expect((await story.incident()).recoveredAt).toBeUndefined();
    expect((await story.incident()).since).toBe(at.toISOString());
  });
});

describe('it is calm for as long as the settings ask', () => {
  it('resolving is offered once, with a button; nothing resolves by itself', async () => {
    await fires();
    await story.passes(minutes(5));
    await calms();
    await story.passes(minutes(9));
    expect(proposals()).toEqual([]);
    await story.passes(minutes(2));
    expect(proposals()).toHaveLength(1);
    await story.passes(minutes(60));
    expect(proposals()).toHaveLength(1);
    expect((await story.incident()).status).toBe('declared');
    expect(story.buttons(story.incidentChannel())).toEqual([
      ['Resolve', 'Acknowledge', 'Post update', 'Take command', 'More…'],
      ['Start', 'Pick another (1 more)…'],
      ['Resolve', 'Say what fixed it…'],
    ]);
    const timeline = await story.timeline(await story.incident());
    expect(timeline.filter((entry) => entry === 'resolution.proposed')).toHaveLength(1);
  });

  it('the offer says since when', async () => {
    await fires();
    await story.passes(minutes(5));
    await calms();
    await story.passes(minutes(11));
    expect(proposals()[0]?.text).toBe('🟢 All alarms have been calm for 10 minutes. Resolve the incident?');
  });

  it('a relapse before that calls the offer off', async () => {
    await fires();
    await story.passes(minutes(1));
    await calms();
    await story.passes(minutes(9));
    await fires();
    await story.passes(minutes(30));
    expect(proposals()).toEqual([]);
  });

  it('a relapse after that takes the offer back', async () => {
    await fires();
    await story.passes(minutes(1));
    await calms();
    await story.passes(minutes(11));
    await fires();
    const [, , offer] = story.incidentChannel().messages;
    expect(offer?.text).toBe(
      '🔴 All alarms had been calm for 10 minutes, then one fired again: the trouble is not over.',
    );
    expect(story.buttons(story.incidentChannel())).toEqual([
      ['Acknowledge', 'Take command', 'Post update', 'Mitigated', 'Resolve', 'More…'],
      ['Start', 'Pick another (1 more)…'],
    ]);
  });

  it('an offer that nobody saw is not taken back: there is nothing to say', async () => {
    await fires();
    await story.passes(minutes(1));
    await calms();
    const down = story.slack.fault({ method: 'chat.postMessage', kind: 'ratelimited', retryAfter: 900, times: 10 });
    await story.passes(minutes(11));
    await fires();
    await story.types('U0ALICE', story.incidentChannel(), '/incident take');
    down.clear();
    await story.passes(minutes(20));
    expect(
      story
        .incidentChannel()
        .messages.filter(({ ephemeral }) => !ephemeral)
        .map(({ text }) => text),
    ).toEqual([expect.stringContaining('Translate the file is failing'), expect.stringContaining('Runbook: ')]);
  });

  it('calm that begins anew is counted anew, and gets an offer of its own', async () => {
    await fires();
    await story.passes(minutes(1));
    await calms();
    await story.passes(minutes(11));
    await fires();
    await story.passes(minutes(1));
    await calms();
    await story.passes(minutes(9));
    expect(proposals()).toEqual([]);
    await story.passes(minutes(2));
    const offers = story.incidentChannel().messages.filter(({ text }) => text.includes('calm for 10 minutes'));
    expect(offers.map(({ text }) => [...text][0])).toEqual(['🔴', '🟢']);
  });
});

describe('somebody resolves it', () => {
  const overAndDone = async () => {
    await fires();
    await story.passes(minutes(4));
    await calms();
    await story.passes(minutes(11));
    await story.presses('U0BOB', story.incidentChannel(), 'Resolve');
  };

  it('by the button of the offer: message, topic and announcement say so', async () => {
    await overAndDone();
    const channel = story.incidentChannel();
    const incident = await story.incident(channel);
    expect(incident).toMatchObject({ status: 'resolved', resolved: { by: { type: 'person', id: 'U0BOB' } } });
    expect(story.situation(channel).split('\n').slice(0, 2)).toEqual([
      '# ✅ Resolved: Translate the file — View a design',
      'Resolved by <@U0BOB> 2026-11-05 14:15 UTC',
    ]);
    expect(channel.topic).toBe(
      'SEV2 · resolved · Translate the file failing · nobody in command · since 5 Nov 14:00 UTC',
    );
    expect(story.announcements()[0]).toContain('✅ Resolved');
  });

  it('the buttons that no longer apply vanish, from the situation and from the offer', async () => {
    await overAndDone();
    expect(story.buttons(story.incidentChannel())).toEqual([['Close', 'Postmortem', 'Reopen', 'Post update', 'More…']]);
  });

  it('what comes late of the same alarm changes nothing', async () => {
    const late = translate('ALARM');
    await overAndDone();
    const calls = story.slack.calls().length;
    await story.happens(late);
    expect(story.incidentChannels()).toHaveLength(1);
    expect(story.methods(calls)).toEqual([]);
    expect(story.heard().reason).toMatch(/^incident \S+, resolved, knows this state of the alarm$/);
  });

  it('the next alarm opens a new incident in a new channel', async () => {
    await overAndDone();
    const old = story.incidentChannel();
    await story.passes(minutes(20));
    await fires();
    expect(story.incidentChannels()).toHaveLength(2);
    const [, fresh] = story.incidentChannels();
    expect(fresh?.name).not.toBe(old.name);
    expect((await story.incident()).channel?.id).toBe(fresh?.id);
    expect((await story.incident(old)).status).toBe('resolved');
    expect(story.pages()).toHaveLength(2);
    expect(story.announcements()).toHaveLength(2);
  });

  it('resolved while it still fires, it stays resolved until the alarm fires again', async () => {
    await fires();
    await story.presses('U0ALICE', story.incidentChannel(), 'Resolve');
    await story.submits('U0ALICE');
    await story.passes(minutes(15));
    expect(story.incidentChannels()).toHaveLength(1);
    await calms();
    await story.passes(seconds(90));
    await fires();
    expect(story.incidentChannels()).toHaveLength(2);
  });
});

describe("the channel's name is taken", () => {
  it("by somebody else's channel: the next name is tried, theirs is left alone", async () => {
    await fires();
    const { name } = story.incidentChannel();
    await story.stop();
    // The same event opens the same incident, and so wants the same name.
    const theirs = { id: 'C0THEIRS1', name, creator: 'U0CAROL', members: ['U0CAROL', 'U0TOCSIN'] };
    story = await startStory({ channels: [theirs] });
    await fires();
    expect(story.incidentChannel().name).toBe(`${name}-2`);
    const untouched = story.slack.snapshot().channels.find(({ id }) => id === theirs.id);
    expect(untouched).toMatchObject({ topic: '', members: theirs.members, messages: [] });
  });

  it('by a channel of our own that Slack made without our hearing of it: that one is used', async () => {
    story.slack.fault({ method: 'conversations.create', kind: 'fatal_error', effect: 'after' });
    await fires();
    await story.passes(minutes(3));
    expect(story.slack.snapshot().channels.filter(({ name }) => name.startsWith('inc-'))).toHaveLength(1);
    expect(story.methods().filter((method) => method === 'conversations.create')).toHaveLength(1);
    expect(story.situation(story.incidentChannel())).toContain('Translate the file is failing');
  });
});
