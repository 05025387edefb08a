import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';

const alice = 'U0ALICE';

let story: Story;
beforeEach(async () => {
  story = await startStory();
});
afterEach(() => story.stop());

const fires = (step: string) =>
  story.happens(alarmEvent({ workflow: 'design-viewer', step, value: 'ALARM', at: story.clock.now() }));
const opened = async () => {
  await fires('translate');
  return story.incidentChannel();
};
const lastSaid = (channel: { id: string }) => story.said(alice, channel).at(-1);
const lines = (channel: { id: string }) => story.situation(channel).split('\n');

describe('somebody knows better which step broke', () => {
  it('message, topic and announcement name it, with who said so and what the evidence says', async () => {
    const channel = await opened();
    await story.types(alice, channel, '/incident step upload the disk is full');
    expect(lines(channel).slice(0, 4)).toEqual([
      '# 🔴 Upload the file is failing — View a design',
      '*Upload the file* has been failing since 2026-11-05 14:00 UTC.',
      '*Why this step:* named by <@U0ALICE>: the disk is full',
      expect.stringMatching(/^⚠️ \*The evidence speaks for Translate the file:\* its alarm fires/),
    ]);
    expect(story.incidentChannel().topic).toContain('Upload the file failing');
    expect(story.announcements()[0]).toContain('Upload the file is failing');
    expect((await story.timeline(await story.incident())).at(-1)).toBe('step.named by U0ALICE');
  });

  it('new evidence does not replace it, until the step is given back to triage', async () => {
    const channel = await opened();
    await story.mentions(alice, channel, 'step view');
    await story.passes(minutes(2));
    await fires('sign-in');
    expect(lines(channel)[0]).toContain('Open the viewer is failing');
    expect(story.situation(channel)).toContain('The evidence speaks for Sign in');
    await story.types(alice, channel, '/incident step auto');
    expect(lines(channel)[0]).toContain('Sign in is failing');
    expect(story.situation(channel)).not.toContain('The evidence speaks');
    await story.types(alice, channel, '/incident step auto');
    expect(lastSaid(channel)).toBe('Nothing changed: triage names the step already.');
  });

  it('refusals say why, and which steps there are', async () => {
    const channel = await opened();
    await story.mentions(alice, channel, 'step');
    expect(lastSaid(channel)).toContain('Say which step broke');
    await story.types(alice, channel, '/incident step checkout');
    expect(lastSaid(channel)).toMatch(/has no step checkout; its steps are sign-in, upload, translate, /);
    await story.types(alice, channel, '/incident step upload');
    await story.types(alice, channel, '/incident step upload');
    expect(lastSaid(channel)).toBe('Nothing changed: <@U0ALICE> named upload already.');
  });
});
