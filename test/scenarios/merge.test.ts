import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';

const [alice, bob] = ['U0ALICE', 'U0BOB'] as const;

let story: Story;
beforeEach(async () => {
  // The two name the same dependency: people merge what Tocsin did not gather.
  story = await startStory({ storms: { sharing: 2 } });
});
afterEach(() => story.stop());

const alarm = (step: string, value: 'ALARM' | 'OK' = 'ALARM', workflow = 'design-viewer') =>
  story.happens(alarmEvent({ workflow, step, value, at: story.clock.now() }));
const headline = (channel: { id: string }) => story.situation(channel).split('\n')[0];
/** The viewer fails, then the preview of shared links. */
const two = async () => {
  await alarm('view');
  await story.passes(minutes(1));
  await alarm('preview', 'ALARM', 'share-link');
  const [viewer, share] = story.incidentChannels();
  if (!viewer || !share) throw new Error('two channels were expected');
  // Merging is for responders.
  for (const channel of [viewer, share]) await story.types(alice, channel, '/incident ack');
  return { viewer, share };
};
const messages = (channel: { id: string }) =>
  story.slack
    .snapshot()
    .channels.find(({ id }) => id === channel.id)
    ?.messages.map(({ text }) => text) ?? [];

describe('two incidents are the same trouble', () => {
  it('one goes on in the other: both channels and the announcement say so', async () => {
    const { viewer, share } = await two();
    await story.types(alice, share, `/incident merge <#${viewer.id}|${viewer.name}>`);
    expect(headline(share)).toBe('# 🔗 Merged into View a design failing');
    expect(story.situation(share)).toContain(`It goes on in <#${viewer.id}>.`);
    const [, left] = story.incidentChannels();
    expect(left?.topic).toBe(`Merged into <#${viewer.id}> · goes on there`);
    expect(story.announcements()[1]).toContain(`goes on in <#${viewer.id}>`);
    expect(messages(viewer).some((text) => text.includes('is the same trouble and goes on here'))).toBe(true);
    const merged = await story.incident(share);
    expect(merged).toMatchObject({ status: 'closed', merged: { by: { id: alice } } });
    const into = await story.incident(viewer);
    expect(Object.values(into.alarms).filter(({ firing }) => firing)).toHaveLength(2);
    expect(into.naming?.step).toBe('view');
  });

  it('its alarms are told there from then on, and it has recovered when both are calm', async () => {
    const { viewer, share } = await two();
    await story.types(alice, share, `/incident merge <#${viewer.id}|${viewer.name}>`);
    await story.passes(minutes(1));
    await alarm('resolve', 'ALARM', 'share-link');
    expect(story.heard().incident).toBe((await story.incident(viewer)).id);
    expect(story.incidentChannels()).toHaveLength(2);
    await story.passes(minutes(1));
    await alarm('view', 'OK');
    expect((await story.incident(viewer)).recoveredAt).toBeUndefined();
    await alarm('preview', 'OK', 'share-link');
    await alarm('resolve', 'OK', 'share-link');
    expect((await story.incident(viewer)).recoveredAt).toBeDefined();
  });

  it('the worse of the two says how bad it is', async () => {
    const { viewer, share } = await two();
    await story.types(bob, share, '/incident severity SEV1');
    await story.types(alice, share, `/incident merge <#${viewer.id}|${viewer.name}>`);
    expect((await story.incident(viewer)).severity).toBe('SEV1');
  });

  it('after the other is over, an alarm opens an incident anew', async () => {
    const { viewer, share } = await two();
    await story.types(alice, share, `/incident merge <#${viewer.id}|${viewer.name}>`);
    await story.types(alice, viewer, '/incident resolve');
    await story.passes(minutes(5));
    await alarm('resolve', 'ALARM', 'share-link');
    expect(story.incidentChannels()).toHaveLength(3);
  });

  it('is refused with the reason: into itself, into what is over, into what there is not', async () => {
    const { viewer, share } = await two();
    const id = (await story.incident(share)).id;
    await story.types(alice, share, `/incident merge ${id}`);
    expect(story.said(alice, share).at(-1)).toContain('cannot be merged into itself');
    await story.types(alice, share, '/incident merge 20260101-aaaaaaaa');
    expect(story.said(alice, share).at(-1)).toContain('there is no incident 20260101-aaaaaaaa');
    await story.types(alice, viewer, '/incident resolve');
    await story.types(alice, share, `/incident merge <#${viewer.id}|${viewer.name}>`);
    expect(story.said(alice, share).at(-1)).toContain('only into an open one');
    await story.mentions(bob, share, 'merge');
    expect(story.said(bob, share).at(-1)).toContain('Say which incident this one goes on in');
  });

  it('both merged into each other in the same moment: both go on by themselves', async () => {
    const { viewer, share } = await two();
    const [a, b] = [await story.incident(viewer), await story.incident(share)];
    const by = { type: 'person', id: alice } as const;
    const { mergeIncident } = await import('@tocsin/app');
    await Promise.all([
      mergeIncident(story.world, { incident: a.id, into: b.id, by, cause: 'one' }),
      mergeIncident(story.world, { incident: b.id, into: a.id, by, cause: 'two' }),
    ]);
    await story.settled();
    await story.passes(minutes(3));
    const after = [await story.incident(viewer), await story.incident(share)];
    expect(after.filter(({ merged }) => merged).length).toBeLessThan(2);
    expect(after.some(({ status }) => status !== 'closed')).toBe(true);
  });
});

describe('it was another trouble after all', () => {
  it('what was merged goes its own way again, with its alarms', async () => {
    const { viewer, share } = await two();
    await story.types(alice, share, `/incident merge <#${viewer.id}|${viewer.name}>`);
    await story.passes(minutes(1));
    await alarm('resolve', 'ALARM', 'share-link');
    await story.types(alice, share, '/incident split another cause');
    expect(headline(share)).toContain('🔴');
    const apart = await story.incident(share);
    expect(apart.status).toBe('acknowledged');
    expect(Object.values(apart.alarms).filter(({ firing }) => firing)).toHaveLength(2);
    expect(Object.values((await story.incident(viewer)).alarms)).toHaveLength(1);
    expect(messages(viewer).some((text) => text.includes('goes its own way again'))).toBe(true);
    await story.passes(minutes(1));
    await alarm('preview', 'OK', 'share-link');
    expect(story.heard().incident).toBe(apart.id);
  });

  it('alarms are split off into an incident of their own, which hears of them from then on', async () => {
    await alarm('upload');
    await story.passes(minutes(1));
    await alarm('view');
    const channel = story.incidentChannel();
    await story.types(alice, channel, '/incident ack');
    await story.mentions(alice, channel, 'split');
    expect(story.said(alice, channel).at(-1)).toContain('Alarms here: upload, view');
    await story.types(alice, channel, '/incident split view: tiles are slow');
    const [first, second] = story.incidentChannels();
    if (!first || !second) throw new Error('a second channel was expected');
    expect(Object.values((await story.incident(first)).alarms).map(({ step }) => step)).toEqual(['upload']);
    const apart = await story.incident(second);
    expect(apart).toMatchObject({ title: 'tiles are slow', naming: { step: 'view' } });
    await story.passes(minutes(1));
    await alarm('view', 'OK');
    expect(story.heard().incident).toBe(apart.id);
    expect((await story.incident(second)).recoveredAt).toBeDefined();
    expect((await story.incident(first)).recoveredAt).toBeUndefined();
  });

  it('once the split one is over, its alarm comes back to where it was split from', async () => {
    await alarm('upload');
    await alarm('view');
    const [first] = story.incidentChannels();
    if (!first) throw new Error('a channel was expected');
    await story.types(alice, first, '/incident ack');
    await story.types(alice, first, '/incident split view: tiles are slow');
    const second = story.incidentChannels()[1] ?? first;
    await story.types(alice, second, '/incident resolve');
    await story.passes(minutes(1));
    await alarm('view', 'OK');
    await story.passes(minutes(1));
    await alarm('view');
    expect(story.heard().incident).toBe((await story.incident(first)).id);
    expect(story.incidentChannels()).toHaveLength(2);
  });
});
