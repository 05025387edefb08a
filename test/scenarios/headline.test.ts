import { workflows } from '@tocsin/catalog';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';

let story: Story;
beforeEach(async () => {
  story = await startStory();
});
afterEach(() => story.stop());

const fails = () =>
  story.happens(alarmEvent({ workflow: 'design-viewer', step: 'translate', value: 'ALARM', at: story.clock.now() }));

describe('where an incident is looked at first', () => {
  it('the card is pinned, once', async () => {
    await fails();
    const channel = story.incidentChannel();
    expect(channel.pins).toEqual([channel.messages[0]?.ts]);
    expect(story.methods().filter((method) => method === 'pins.add')).toHaveLength(1);
  });

  it('topic and announcement follow status, severity and commander, and say when more is to be heard', async () => {
    await fails();
    const channel = story.incidentChannel();
    await story.presses('U0ALICE', channel, 'Take command');
    await story.types('U0ALICE', channel, '/incident severity SEV1');
    expect(story.incidentChannel().topic).toBe(
      'SEV1 · acknowledged · Translate the file failing · commander <@U0ALICE> · next update 14:30 UTC · since 5 Nov 14:00 UTC',
    );
    expect(story.announcements()[0]).toContain(
      'SEV1 · acknowledged · since 2026-11-05 14:00 UTC · <@U0ALICE> is in command',
    );
    expect(story.announcements()[0]).toContain('next update');
  });

  it('an update that falls on another day says which', async () => {
    await fails();
    const channel = story.incidentChannel();
    await story.passes(minutes(9 * 60 + 30));
    await story.presses('U0ALICE', channel, 'Take command');
    expect(story.incidentChannel().topic).toContain('next update 6 Nov 00:30 UTC');
  }, 60_000);

  it('a title of any length leaves room for who commands and what comes next', async () => {
    await story.stop();
    const long = 'A & B < C '.repeat(20);
    story = await startStory({
      workflows: workflows.map((workflow) => ({
        ...workflow,
        steps: workflow.steps.map((step) => ({ ...step, title: long })),
      })),
    });
    await fails();
    await story.presses('U0ALICE', story.incidentChannel(), 'Take command');
    const { topic } = story.incidentChannel();
    expect(topic.length).toBeLessThanOrEqual(250);
    expect(topic).toContain('commander <@U0ALICE> · next update 15:00 UTC');
  });
});
