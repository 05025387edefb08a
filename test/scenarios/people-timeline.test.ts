import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';

const [alice, bob] = ['U0ALICE', 'U0BOB'] as const;
const elsewhere = { id: 'C0VIEWER01' };

let story: Story;
beforeEach(async () => {
  story = await startStory();
});
afterEach(() => story.stop());

const opened = async () => {
  const at = story.clock.now();
  await story.happens(alarmEvent({ workflow: 'design-viewer', step: 'translate', value: 'ALARM', at }));
  return story.incidentChannel();
};
const lastSaid = (user: string, channel: { id: string }) => story.said(user, channel).at(-1);

describe('the timeline', () => {
  it('tells what happened, when and who did it, to the asker alone', async () => {
    const channel = await opened();
    await story.passes(minutes(2));
    await story.types(alice, channel, '/incident take');
    await story.types(bob, channel, '/incident note rolled back to v12 & <waiting>');
    await story.types(bob, channel, '/incident timeline');
    expect(lastSaid(bob, channel)?.replace(channel.name, 'inc-…')).toMatchInlineSnapshot(`
      "*Timeline of View a design failing*
      \`#1\` 2026-11-05 14:00 UTC CloudWatch declared SEV2: View a design failing
      \`#1.1\` 2026-11-05 14:00 UTC CloudWatch saw tocsin/test/design-viewer/step-failing/translate fire: Threshold Crossed: the step is ALARM
      \`#1.2\` 2026-11-05 14:00 UTC Tocsin named the step translate: its alarm fires: Threshold Crossed: the step is ALARM; the steps it stands on pass
      \`#2\` 2026-11-05 14:00 UTC Tocsin opened #inc-…
      \`#3\` 2026-11-05 14:02 UTC <@U0ALICE> acknowledged
      \`#3.1\` 2026-11-05 14:02 UTC <@U0ALICE> became incident commander
      \`#4\` 2026-11-05 14:02 UTC <@U0BOB> noted: rolled back to v12 &amp; &lt;waiting&gt;
      [From … to …](form.timeline) [Correct an entry…](form.correct)"
    `);
    expect(story.said(alice, channel)).toHaveLength(1);
  });

  it('can be asked for by count and by id', async () => {
    const { id } = (await opened()) && (await story.incident());
    await story.types(alice, elsewhere, `/incident timeline ${id} 1`);
    expect(lastSaid(alice, elsewhere)?.split('\n').slice(1)).toEqual([
      '_3 earlier entries_',
      expect.stringContaining('opened #inc-'),
      '[Earlier](do.timeline) [From … to …](form.timeline)',
    ]);
    await story.types(alice, elsewhere, `/incident timeline ${id} many`);
    expect(lastSaid(alice, elsewhere)).toContain('Say how many entries');
  });
});

describe('a note', () => {
  it('is on the timeline by name, and nowhere else', async () => {
    const channel = await opened();
    const before = story.situation(channel);
    await story.mentions(alice, channel, 'note the queue is full');
    expect(lastSaid(alice, channel)).toContain('Your note is on the timeline of *View a design failing*');
    expect((await story.timeline(await story.incident())).at(-1)).toBe('note.added by U0ALICE');
    expect(story.situation(channel)).toBe(before);
  });

  it('wants words, an incident, and one that is not closed', async () => {
    const channel = await opened();
    await story.mentions(alice, channel, 'note');
    expect(lastSaid(alice, channel)).toContain('Say what to remember');
    await story.types(alice, elsewhere, '/incident note something');
    expect(lastSaid(alice, elsewhere)).toContain('this is not an incident’s channel');
    await story.types(alice, channel, '/incident resolve');
    await story.types(alice, channel, '/incident note the cause was a full disk');
    expect((await story.timeline(await story.incident(channel))).at(-1)).toBe('note.added by U0ALICE');
  });
});

describe('somebody comes late', () => {
  it('is told how it stands, who has it and what happened, in ten lines', async () => {
    const channel = await opened();
    await story.types(alice, channel, '/incident take');
    await story.types(alice, channel, '/incident role scribe <@U0CAROL>');
    for (const word of ['one', 'two', 'three']) await story.types(alice, channel, `/incident note ${word}`);
    await story.types(bob, channel, '/incident catchup');
    const told = lastSaid(bob, channel)?.split('\n') ?? [];
    expect(told).toHaveLength(10);
    expect(told.slice(0, 2)).toEqual([
      '*🔴 Translate the file is failing — View a design* · SEV2 · acknowledged · since 2026-11-05 14:00 UTC',
      '*Suspected:* Translation queue (SQS) · <@U0ALICE> is in command · <@U0CAROL> writes',
    ]);
    expect(told.at(-1)).toContain('<@U0ALICE> noted: three');
    await story.types(alice, elsewhere, `/incident catchup ${(await story.incident()).id}`);
    expect(lastSaid(alice, elsewhere)).toContain('is in command');
  });
});
