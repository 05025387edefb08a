import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { read } from '../harness/reading.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';

const [alice, bob] = ['U0ALICE', 'U0BOB'] as const;
const elsewhere = { id: 'C0VIEWER01' };

let story: Story;
beforeEach(async () => {
  story = await startStory();
});
afterEach(() => story.stop());

const translate = (value: 'ALARM' | 'OK') =>
  story.happens(alarmEvent({ workflow: 'design-viewer', step: 'translate', value, at: story.clock.now() }));
const opened = async () => {
  await translate('ALARM');
  return story.incidentChannel();
};
const lastSaid = (user: string, channel: { id: string }) => story.said(user, channel).at(-1);
const headline = (channel: { id: string }) => story.situation(channel).split('\n')[0];

describe('users are well again', () => {
  it('message, topic and announcement say mitigated, and it stays open', async () => {
    const channel = await opened();
    await story.types(alice, channel, '/incident mitigated traffic goes around the queue');
    expect(headline(channel)).toBe('# 🟡 Translate the file is mitigated — View a design');
    expect(story.situation(channel)).toContain(
      'Mitigated by <@U0ALICE> 2026-11-05 14:00 UTC: traffic goes around the queue\n',
    );
    expect(story.incidentChannel().topic).toContain('SEV2 · mitigated · ');
    expect(story.announcements()[0]).toContain('🟡 Translate the file is mitigated');
    expect((await story.timeline(await story.incident())).slice(-2)).toEqual([
      'incident.acknowledged by U0ALICE',
      'incident.mitigated by U0ALICE',
    ]);
    await story.mentions(bob, channel, 'mitigated');
    expect(lastSaid(bob, channel)).toBe('Nothing changed: <@U0ALICE> said so already.');
  });
});

describe('it was not over', () => {
  it('somebody reopens it, and alarms find it again', async () => {
    const channel = await opened();
    await story.types(alice, channel, '/incident mitigated');
    await story.types(alice, channel, '/incident resolve');
    await story.types(bob, channel, '/incident reopen uploads still hang');
    expect(lastSaid(bob, channel)).toContain('You reopened *View a design failing*');
    expect(headline(channel)).toBe('# 🔴 Translate the file is failing — View a design');
    expect(story.incidentChannel().topic).toContain('SEV2 · acknowledged · ');
    expect((await story.incident()).status).toBe('acknowledged');
    expect((await story.timeline(await story.incident())).at(-1)).toBe('incident.reopened by U0BOB');
    await story.passes(minutes(2));
    await translate('OK');
    expect(headline(channel)).toContain('has recovered');
    expect(story.incidentChannels()).toHaveLength(1);
  });

  it('what was offered before says that it was reopened', async () => {
    const channel = await opened();
    await story.passes(minutes(2));
    await translate('OK');
    await story.passes(minutes(30));
    await story.types(alice, channel, '/incident resolve');
    await story.types(alice, channel, '/incident reopen');
    const offer = story.incidentChannel().messages.find(({ text }) => text.includes('reopened'));
    expect(read(offer ?? { text: '', blocks: [] })).toMatch(
      /^🔴 All alarms had been calm for \d+ minutes, but somebody/,
    );
  });

  it('not while a newer one is open for the same trouble, which is named', async () => {
    const channel = await opened();
    const { id } = await story.incident();
    await story.types(alice, channel, '/incident resolve');
    await story.passes(minutes(5));
    await translate('OK');
    await translate('ALARM');
    const newer = await story.incident();
    expect(newer.id).not.toBe(id);
    await story.types(alice, elsewhere, `/incident reopen ${id}`);
    expect(lastSaid(alice, elsewhere)).toBe(
      `Nothing changed: a newer incident, ${newer.id}, is open for the same trouble; go on there.`,
    );
    await story.types(alice, elsewhere, `/incident resolve ${newer.id}`);
    await story.types(alice, elsewhere, `/incident reopen ${id}`);
    expect((await story.incident()).id).toBe(id);
  });

  it('there is nothing to reopen in what is open', async () => {
    const channel = await opened();
    await story.types(alice, channel, '/incident reopen');
    expect(lastSaid(alice, channel)).toMatch(/^Nothing changed: incident \S+ is declared, and so still open\.$/);
  });
});

describe('nothing is left to do', () => {
  it('what is resolved is closed for good', async () => {
    const channel = await opened();
    await story.types(alice, channel, '/incident close');
    expect(lastSaid(alice, channel)).toContain('“/incident resolve” comes before closing');
    await story.types(alice, channel, '/incident resolve');
    await story.mentions(alice, channel, 'close');
    expect(story.situation(channel)).toContain('Closed by <@U0ALICE>');
    expect(story.incidentChannel().topic).toContain('SEV2 · closed · ');
    for (const [words, why] of [
      ['close', '<@U0ALICE> closed it already'],
      ['reopen', 'closed for good'],
      ['note too late', 'is closed, and its timeline with it'],
    ]) {
      await story.types(alice, channel, `/incident ${words}`);
      expect(lastSaid(alice, channel), words).toContain(why);
    }
    expect((await story.timeline(await story.incident(channel))).at(-1)).toBe('incident.closed by U0ALICE');
  });
});
