import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';

const [alice, bob, carol] = ['U0ALICE', 'U0BOB', 'U0CAROL'] as const;
const elsewhere = { id: 'C0VIEWER01' };

let story: Story;
beforeEach(async () => {
  // Workflows that stand on the same dependency stay apart here: people merge them.
  story = await startStory({ storms: { sharing: 2 } });
});
afterEach(() => story.stop());

const alarm = (step: string, workflow = 'design-viewer') =>
  story.happens(alarmEvent({ workflow, step, value: 'ALARM', at: story.clock.now() }));
/** The viewer fails, then the preview of shared links; Alice works on both. */
const two = async () => {
  await alarm('view');
  await story.passes(minutes(1));
  await alarm('preview', 'share-link');
  const [viewer, share] = story.incidentChannels();
  if (!viewer || !share) throw new Error('two channels were expected');
  for (const channel of [viewer, share]) await story.types(alice, channel, '/incident ack');
  return { viewer, share };
};
/** A button of the menu behind “More…”. */
const chooses = async (user: string, channel: { id: string }, label: string) => {
  await story.presses(user, channel, 'More…');
  await story.pressesInModal(user, label);
};
const headline = (channel: { id: string }) => story.situation(channel).split('\n')[0];
const lastSaid = (user: string, channel: { id: string }) => story.said(user, channel).at(-1);

describe('merging with a form', () => {
  it('offers the other open incidents by any of their words, and goes on in the one that was chosen', async () => {
    const { viewer, share } = await two();
    const { id } = await story.incident(viewer);
    await chooses(alice, share, 'Merge…');
    expect(await story.offered(alice, 'into')).toEqual([`View a design failing = ${id}`]);
    for (const typed of ['design', 'SEV2 viewer', id.slice(9), `#${viewer.name}`])
      expect(await story.offered(alice, 'into', typed), typed).toHaveLength(1);
    expect(await story.offered(alice, 'into', 'checkout')).toEqual([]);
    await story.submits(alice, { into: id });
    expect(headline(share)).toBe('# 🔗 Merged into View a design failing');
    expect(story.modal(alice)).toContain('You merged');
  });

  it('then it can be split off again where it was merged from', async () => {
    const { viewer, share } = await two();
    await story.types(alice, share, '/incident merge');
    await story.submits(alice, { into: (await story.incident(viewer)).id });
    await chooses(alice, share, 'Split…');
    expect(story.modal(alice)).toContain('It goes its own way again');
    await story.submits(alice, { reason: 'another cause' });
    expect(await story.incident(share)).toMatchObject({ status: 'acknowledged' });
    expect((await story.incident(share)).merged).toBeUndefined();
  });

  it('what the other one became in the meantime is said, and the form stays', async () => {
    const { viewer, share } = await two();
    await chooses(alice, share, 'Merge…');
    const { id } = await story.incident(viewer);
    await story.offered(alice, 'into');
    await story.types(bob, viewer, '/incident resolve');
    await story.submits(alice, { into: id });
    expect(story.modal(alice)).toContain('only into an open one can this be merged');
    expect(story.modal(alice)).toContain('Which incident is the same trouble?');
  });

  it('private incidents are offered to nobody who may not know of them, and only to one another', async () => {
    const { share } = await two();
    await story.types(bob, elsewhere, '/incident declare private a key leaked');
    await story.types(bob, elsewhere, '/incident declare private a customer is named');
    await chooses(alice, share, 'Merge…');
    expect(await story.offered(alice, 'into', 'leaked')).toEqual([]);
    const leaked = (await story.world.store.open(10)).find(({ title }) => title === 'a key leaked');
    await story.types(bob, elsewhere, `/incident status ${leaked?.id}`);
    await story.presses(bob, elsewhere, 'More…');
    await story.pressesInModal(bob, 'Merge…');
    expect(await story.offered(bob, 'into')).toEqual([expect.stringMatching(/^a customer is named = /)]);
  });
});

describe('splitting with a form', () => {
  it('the alarms that were chosen open an incident of their own', async () => {
    await alarm('view');
    await story.passes(minutes(1));
    await alarm('upload');
    const channel = story.incidentChannel();
    await story.types(alice, channel, '/incident ack');
    await story.types(alice, channel, '/incident split');
    expect(story.modal(alice)).toContain('Which alarms are another trouble?');
    const { alarms } = await story.incident();
    const upload = Object.values(alarms).find(({ step }) => step === 'upload')?.key ?? '';
    await story.submits(alice, { alarms: [upload], title: 'uploads are refused' });
    expect(story.modal(alice)).toMatch(/You split incident .\d{8}-\w{8}. off/);
    const [, opened] = story.incidentChannels();
    expect(opened && (await story.incident(opened)).title).toBe('uploads are refused');
    expect(Object.values((await story.incident(channel)).alarms).map(({ step }) => step)).toEqual(['view']);
  });

  it('with one alarm there is nothing to split, and the menu does not offer it', async () => {
    await alarm('view');
    const channel = story.incidentChannel();
    await story.presses(alice, channel, 'More…');
    expect(story.modal(alice)).not.toContain('Split…');
    await story.types(bob, channel, '/incident split');
    expect(lastSaid(bob, channel)).toContain('it has no second alarm');
  });
});

it('before it is private, the form says what that does and does not', async () => {
  await alarm('view');
  const channel = story.incidentChannel();
  await story.types(alice, channel, '/incident ack');
  await chooses(alice, channel, 'Make private…');
  expect(story.modal(alice)).toMatchInlineSnapshot(`
    "# Make it private?
    Only its responders see *View a design failing* from then on. *That cannot be taken back.*
    • It goes on in a private channel, to which its responders are invited.
    • This channel is archived, and what Tocsin said in it and announced is taken back.
    • What people wrote here stays readable in the archive, and pages that went out stay where they went.
    Why: (plain_text_input) — It stands on its timeline, for those who see it.
    [Make private]"
  `);
  await story.submits(alice, { reason: 'a customer is named' });
  expect(story.modal(alice)).toContain('You made *View a design failing* private');
  expect((await story.incident()).private).toMatchObject({ by: { id: alice }, reason: 'a customer is named' });
});

it('an entry is corrected and withdrawn by choosing it', async () => {
  await alarm('view');
  const channel = story.incidentChannel();
  await story.types(alice, channel, '/incident note rolled back to v11');
  await story.types(bob, channel, '/incident note wrong channel');
  await story.types(alice, channel, '/incident correct');
  expect(await story.offered(alice, 'entry')).toEqual([
    '#4 noted: wrong channel = 4',
    '#3 noted: rolled back to v11 = 3',
  ]);
  expect(await story.offered(alice, 'entry', 'v11')).toHaveLength(1);
  await story.submits(alice, { entry: '3', text: 'rolled back to v12' });
  await chooses(bob, channel, 'Withdraw an entry…');
  await story.offered(bob, 'entry');
  await story.submits(bob, { entry: '4', reason: 'it was another' });
  await chooses(carol, channel, 'Timeline');
  expect(story.modal(carol)).toContain('noted: rolled back to v12');
  expect(story.modal(carol)).toContain('~noted: wrong channel~ _withdrawn by <@U0BOB>: it was another_');
});

it('reminders are put off for a span that one chooses', async () => {
  await alarm('view');
  const channel = story.incidentChannel();
  await chooses(alice, channel, 'Snooze reminders…');
  await story.submits(alice, { minutes: '90' });
  const until = new Date(story.clock.now().getTime() + minutes(90)).toISOString();
  expect((await story.incident()).reminders?.snoozed?.until).toBe(until);
});

describe('a long timeline', () => {
  const filled = async () => {
    await alarm('view');
    const channel = story.incidentChannel();
    for (let count = 1; count <= 30; count++) {
      await story.passes(minutes(1));
      await story.types(alice, channel, `/incident note tried ${count}`);
    }
    return channel;
  };

  it('is read page by page, back and on', async () => {
    const channel = await filled();
    await story.types(alice, channel, '/incident timeline');
    expect(lastSaid(alice, channel)).toContain('noted: tried 30');
    expect(lastSaid(alice, channel)).not.toContain('noted: tried 10\n');
    await story.presses(alice, channel, 'Earlier');
    expect(lastSaid(alice, channel)).toContain('noted: tried 10\n');
    expect(lastSaid(alice, channel)).toContain('declared SEV2');
    await story.presses(alice, channel, 'Later');
    expect(lastSaid(alice, channel)?.split('\n').slice(1).join('\n')).toMatch(/^(_\d+ earlier entries_\n)?`#\d+`/);
    expect(lastSaid(alice, channel)).toContain('noted: tried 30');
  });

  it('is read from a time to a time, in the modal', async () => {
    const channel = await filled();
    await story.types(alice, channel, '/incident timeline');
    await story.presses(alice, channel, 'From … to …');
    const at = (minute: number) => Date.parse('2026-11-05T14:00:00Z') / 1_000 + minute * 60;
    expect(await story.submits(alice, { from: at(20), to: at(10) })).toMatchObject({
      errors: { to: 'It ends before it begins.' },
    });
    await story.submits(alice, { from: at(10), to: at(12) });
    const shown = story.modal(alice);
    expect([...shown.matchAll(/tried (\d+)/g)].map(([, count]) => count)).toEqual(['10', '11', '12']);
    await story.pressesInModal(alice, 'Earlier');
    expect(story.modal(alice)).toContain('tried 9');
    await story.pressesInModal(alice, 'Back');
    expect(story.modal(alice)).toContain('*What happened*');
  });
});
