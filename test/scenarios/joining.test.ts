import { settings } from '@tocsin/catalog';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alarmEvent, deleted, foreignAlarm, muted, suppressed } from '../harness/events.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';

let story: Story;
beforeEach(async () => {
  story = await startStory();
});
afterEach(() => story.stop());

const alarm = (step: string | undefined, value: 'ALARM' | 'OK' = 'ALARM', workflow = 'design-viewer') =>
  alarmEvent({ workflow, ...(step === undefined ? {} : { step }), value, at: story.clock.now() });

describe('alarms of one workflow are one incident', () => {
  it("the canary's alarm and a second step's join the first; the message lists all three", async () => {
    await story.happens(alarm('translate'));
    await story.passes(minutes(1));
    await story.happens(alarm(undefined), alarm('view'));
    expect(story.heard().reason).toMatch(/^joined incident /);
    const { alarms } = await story.incident();
    expect(Object.values(alarms).filter(({ firing }) => firing)).toHaveLength(3);
    const lines = story.situation(story.incidentChannel()).split('\n');
    expect(lines.filter((line) => line.startsWith(':red_circle:'))).toHaveLength(3);
    expect(story.announcements()).toHaveLength(1);
    expect(story.pages()).toHaveLength(1);
  });

  it('the first of the steps that fail stays named; those behind it are blocked', async () => {
    await story.happens(alarm('translate'));
    await story.happens(alarm('view'));
    expect((await story.incident()).naming?.step).toBe('translate');
    expect(story.situation(story.incidentChannel())).toContain(':no_entry_sign: Open the viewer blocked');
  });

  it('an earlier step that fails as well takes its place', async () => {
    await story.happens(alarm('view'));
    await story.happens(alarm('upload'));
    expect(story.situation(story.incidentChannel())).toContain('🔴 Upload the file is failing');
  });

  it('alarms of the same second, delivered in one batch, open one channel', async () => {
    await story.happens(alarm('upload'), alarm('translate'), alarm('view'), alarm(undefined));
    expect((await story.incident()).channel?.id).toBe(story.incidentChannel().id);
    expect(story.methods().filter((method) => method === 'conversations.create')).toHaveLength(1);
  });

  it('all must be calm before it has recovered', async () => {
    await story.happens(alarm('translate'), alarm(undefined));
    await story.passes(minutes(3));
    await story.happens(alarm('translate', 'OK'));
    expect((await story.incident()).recoveredAt).toBeUndefined();
    await story.passes(minutes(1));
    await story.happens(alarm(undefined, 'OK'));
    expect((await story.incident()).recoveredAt).toBe('2026-11-05T14:04:00.000Z');
    expect(story.situation(story.incidentChannel())).toContain('🟢 Translate the file has recovered');
  });

  it('another workflow has its own, unless both name the same dependency', async () => {
    await story.happens(alarm('view'), alarm('open-link', 'ALARM', 'share-link'));
    expect(
      story
        .incidentChannels()
        .map(({ name }) => name.replace(/-[^-]*$/, ''))
        .toSorted(),
    ).toEqual(['inc-1105-design-viewer-view', 'inc-1105-share-link-open-link']);
    expect(story.announcements()).toHaveLength(2);
    await story.happens(alarm('preview', 'ALARM', 'share-link'));
    expect(story.incidentChannels()).toHaveLength(2);
  });

  it('two that name the same dependency are shown in one channel', async () => {
    await story.happens(alarm('view'), alarm('preview', 'ALARM', 'share-link'));
    expect(story.incidentChannels()).toHaveLength(1);
  });
});

describe('an alarm that no workflow claims', () => {
  const foreign = (value: 'ALARM' | 'OK' = 'ALARM') =>
    foreignAlarm({ name: 'orders <b>backlog</b> & age', value, at: story.clock.now() });

  it('opens an incident of its own, says that no workflow explains it, and is shown as text', async () => {
    await story.happens(foreign());
    const channel = story.incidentChannel();
    expect(channel.name).toMatch(/^inc-1105-orders-b-backlog-b-age-[a-z0-9]{4}$/);
    expect(story.heard().reason).toMatch(/^opened incident \S+ as unmapped: no workflow lists an alarm "orders/);
    expect(story.situation(channel).split('\n').slice(0, 2)).toEqual([
      '# 🔴 orders &lt;b&gt;backlog&lt;/b&gt; &amp; age',
      '*Step unknown*, because no workflow of the catalog explains this alarm',
    ]);
    expect((await story.incident()).severity).toBe('SEV3');
  });

  it('two of them are two incidents', async () => {
    await story.happens(foreign(), foreignAlarm({ name: 'disk', value: 'ALARM', at: story.clock.now() }));
    expect(story.incidentChannels()).toHaveLength(2);
  });

  it('opens none where the settings say so, and the outcome says why', async () => {
    await story.stop();
    story = await startStory({
      around: (world) => ({
        ...world,
        catalog: { ...world.catalog, settings: { ...settings, openUnmapped: false } },
      }),
    });
    await story.happens(foreign());
    expect(story.incidentChannels()).toEqual([]);
    expect(story.heard()).toMatchObject({
      accepted: false,
      incident: null,
      reason: expect.stringMatching(/^no workflow lists an alarm .*; the catalog's settings open no incident for such/),
    });
    expect(story.deadLetters()).toEqual([]);
  });
});

describe('an alarm that is held back', () => {
  it('opens nothing while a mute rule holds', async () => {
    await story.happens(muted(alarm('translate'), 'night-shift'));
    expect(story.incidentChannels()).toEqual([]);
    expect(story.pages()).toEqual([]);
    expect(story.heard()).toMatchObject({ incident: null, reason: 'opens no incident: muted by night-shift' });
  });

  it('opens nothing while another alarm suppresses it', async () => {
    await story.happens(suppressed(alarm('translate'), 'deployment-under-way'));
    expect(story.incidentChannels()).toEqual([]);
    expect(story.heard().reason).toMatch(/^opens no incident: actions suppressed by Alarm$/);
  });

  it('opens one as soon as it fires unheld', async () => {
    await story.happens(muted(alarm('translate'), 'night-shift'));
    await story.passes(minutes(1));
    await story.happens(alarm('translate'));
    expect(story.incidentChannel().name).toContain('design-viewer-translate');
  });
});

describe('an alarm is deleted while it fires', () => {
  it('the incident no longer waits for it: it has recovered', async () => {
    const fired = alarm('translate');
    await story.happens(fired);
    await story.passes(minutes(5));
    await story.happens(deleted(fired, story.clock.now()));
    expect(story.heard().reason).toMatch(/^the alarm was deleted; incident \S+ no longer waits for it to recover$/);
    expect((await story.incident()).recoveredAt).toBe('2026-11-05T14:05:00.000Z');
    expect(story.situation(story.incidentChannel())).toContain('🟢 Translate the file has recovered');
  });

  it('but not from the alarms that are left', async () => {
    const fired = alarm('translate');
    await story.happens(fired, alarm('view'));
    await story.passes(minutes(5));
    await story.happens(deleted(fired, story.clock.now()));
    expect((await story.incident()).recoveredAt).toBeUndefined();
    expect(story.situation(story.incidentChannel())).toContain('🔴 Open the viewer is failing');
  });

  it('without an incident there is nothing to do', async () => {
    await story.happens(deleted(alarm('translate', 'OK'), story.clock.now()));
    expect(story.heard()).toMatchObject({ accepted: true, incident: null });
  });
});
