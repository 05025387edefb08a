import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { type Story, startStory } from '../harness/story.ts';

const alice = 'U0ALICE';
const elsewhere = { id: 'C0VIEWER01' };

let story: Story;
beforeEach(async () => {
  story = await startStory();
});
afterEach(() => story.stop());

const fires = async (dependency?: string) => {
  const step = dependency === undefined ? 'translate' : 'view';
  const at = story.clock.now();
  await story.happens(
    alarmEvent({ workflow: 'design-viewer', step, value: 'ALARM', at, ...(dependency ? { dependency } : {}) }),
  );
  return story.incidentChannel();
};
const lastSaid = (channel: { id: string }) => story.said(alice, channel).at(-1);

describe('somebody says how bad it is', () => {
  it('message, topic and announcement follow', async () => {
    const channel = await fires();
    await story.types(alice, channel, '/incident severity SEV1 nobody can see a design');
    expect(lastSaid(channel)).toContain('You changed the severity of *View a design failing*');
    expect(story.situation(channel)).toContain('| *Severity* / SEV1');
    expect(story.incidentChannel().topic).toMatch(/^SEV1 · /);
    expect(story.announcements()[0]).toContain('\nSEV1 · ');
    expect((await story.timeline(await story.incident())).at(-1)).toBe('severity.changed by U0ALICE');
    expect(story.pages()).toHaveLength(1);
    await story.types(alice, channel, '/incident timeline 1');
    expect(lastSaid(channel)).toContain('<@U0ALICE> changed SEV2 to SEV1: nobody can see a design');
  });

  it('what woke nobody pages once it is raised, and only once', async () => {
    const channel = await fires('thumbnails');
    expect(story.pages()).toEqual([]);
    await story.mentions(alice, channel, 'sev 3');
    expect(story.pages().map(({ subject }) => subject)).toEqual(['SEV3 View a design degraded: step view degraded']);
    await story.types(alice, channel, '/incident severity 1');
    expect(story.pages()).toHaveLength(1);
  });

  it('refusals say why', async () => {
    const channel = await fires();
    const { id } = await story.incident();
    await story.types(alice, elsewhere, `/incident severity ${id} sev2`);
    expect(lastSaid(elsewhere)).toBe('Nothing changed: it is SEV2 already.');
    await story.mentions(alice, channel, 'severity awful');
    expect(lastSaid(channel)).toContain('from SEV1 (worst) to SEV4');
    await story.types(alice, channel, '/incident resolve');
    await story.types(alice, channel, '/incident severity SEV1');
    expect(lastSaid(channel)).toBe(`Nothing changed: incident ${id} is resolved.`);
  });
});
