import { afterEach, beforeEach, expect, it } from 'vitest';
import { incidentsChannel } from '../../packages/workbench/src/people.ts';
import { alarmEvent } from '../harness/events.ts';
import { minutes, type Story, seconds, startStory } from '../harness/story.ts';

let story: Story;
beforeEach(async () => {
  story = await startStory();
});
afterEach(() => story.stop());

const alarm = (workflow: 'design-viewer' | 'share-link', step: string, value: 'ALARM' | 'OK' = 'ALARM') =>
  story.happens(alarmEvent({ workflow, step, value, at: story.clock.now() }));
const elsewhere = { id: 'C0VIEWER01' };
const about = (words: string) => story.pages().filter(({ text }) => text.includes(words));
/** More calls than an hour of retries makes. */
const always = { method: '*', times: 1_000_000, kind: 'http500' } as const;

/** Neither lost nor doubled by how long it took. */
const nothingIsLeft = async () => {
  expect(story.deadLetters()).toEqual([]);
  const { ready, delayed, inFlight } = story.cloud.queue('respond');
  expect([ready, delayed, inFlight]).toEqual([[], [], []]);
  for (const incident of await story.world.store.open(10))
    expect(new Set(Object.values(await story.effects(incident)))).toEqual(new Set(['done']));
};

it('Slack is away for an hour: incidents open, people are paged, late commands are honoured, channels filled in order', async () => {
  const away = story.slack.fault(always);

  // Two workflows break, and each pages its owner in the same second, by way of the pagers alone.
  await alarm('design-viewer', 'translate');
  expect(about('translate')).toHaveLength(1);
  await story.passes(minutes(5));
  await alarm('share-link', 'open-link');
  expect(about('open-link')).toHaveLength(1);
  const [second, first] = await story.world.store.open(10);
  if (!first || !second) throw new Error('not both are open');
  expect([first.naming?.step, second.naming?.step]).toEqual(['translate', 'open-link']);
  expect(story.incidentChannels()).toEqual([]);

  // Nobody acknowledges, for nobody can press a button: the pages are repeated.
  await story.passes(minutes(10));
  expect(about('translate').length).toBeGreaterThan(1);

  // A command still reaches Tocsin: what cannot wait counts at once, although Slack does not say who she is.
  await story.types('U0ALICE', elsewhere, `/incident ack ${first.id}`);
  expect((await story.world.store.load(first.id))?.acknowledged?.by).toMatchObject({ id: 'U0ALICE' });
  const paged = about('translate').length;
  // What Bob asks for lies in Slack.
  story.slack.events.hold();
  await story.slack
    .as('U0BOB')
    .post({ channel: incidentsChannel, text: `<@${story.slack.botUserId}> take ${second.id}` });
  await story.passes(minutes(20));
  expect(about('translate'), 'acknowledged: paged no more').toHaveLength(paged);
  await alarm('design-viewer', 'translate', 'OK');
  await story.passes(minutes(25));
  expect(story.incidentChannels()).toEqual([]);
  expect(story.announcements()).toEqual([]);

  // Slack is back after an hour, and delivers what it kept.
  away.clear();
  await story.slack.events.release();
  await story.settled();
  await story.passes(minutes(2) + seconds(1));
  expect((await story.world.store.load(second.id))?.roles).toMatchObject({ commander: 'U0BOB' });
  const channels = story.incidentChannels();
  expect(channels.map(({ name }) => name.replace(/-\w{4}$/, ''))).toEqual([
    'inc-1105-design-viewer-translate',
    'inc-1105-share-link-open-link',
  ]);
  const [viewer, link] = channels;
  if (!viewer || !link) throw new Error('not both have a channel');
  expect(story.situation(viewer)).toContain('Translate the file has recovered');
  expect(story.situation(viewer)).toContain('acknowledged by <@U0ALICE>');
  expect(story.situation(link)).toContain('Commander* / <@U0BOB>');
  expect(viewer.messages[0]?.text, 'the situation comes first').toContain('Translate the file');
  expect(link.messages[0]?.text).toContain('share');
  expect(viewer.members).toContain('U0ALICE');
  expect(link.members).toContain('U0BOB');
  expect(story.announcements()).toHaveLength(2);
  expect(
    (await story.timeline(first)).filter((type) => !type.startsWith('page.') && !type.startsWith('reminder.')),
  ).toEqual(
    expect.arrayContaining([
      'incident.declared',
      'alarm.fired',
      'step.named',
      'incident.acknowledged by U0ALICE',
      'channel.opened',
    ]),
  );
  await nothingIsLeft();
}, 300_000);
