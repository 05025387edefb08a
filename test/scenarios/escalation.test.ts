import { settings, workflows } from '@tocsin/catalog';
import { afterEach, describe, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';

const arn = (name: string) => `arn:aws:sns:us-east-1:000000000000:${name}`;
const topics = ['viewer', 'lead', 'head', 'all-hands', 'platform'] as const;

let story: Story;
afterEach(() => story.stop());

/** The viewer team with a chain of two; SEV1 calls everybody. One step belongs to another team. */
async function begin(): Promise<void> {
  const owner = {
    team: 'Viewer',
    userGroup: 'S0VIEWER01',
    pager: arn('viewer'),
    escalation: [arn('lead'), arn('head')],
  };
  const platform = { team: 'Platform', pager: arn('platform') };
  story = await startStory({
    workflows: workflows.map((workflow) => ({
      ...workflow,
      owner,
      steps: workflow.steps.map(({ owner: _, ...step }) =>
        step.id === 'sign-in' ? { ...step, owner: platform } : step,
      ),
    })),
    severities: {
      SEV1: { ...settings.severities.SEV1, pagers: [arn('all-hands')], invite: ['S0PLATFORM1'] },
    },
  });
  for (const name of topics) await story.topic(name);
  await fails('translate');
}

const fails = (step: string) =>
  story.happens(alarmEvent({ workflow: 'design-viewer', step, value: 'ALARM', at: story.clock.now() }));
const paged = () => story.pages().map(({ topic }) => topic);

describe('nobody acknowledges', () => {
  it('the page goes up the chain, one every five minutes, ends with two repeats, and then is silent', async () => {
    await begin();
    expect(paged()).toEqual(['viewer']);
    await story.passes(minutes(6));
    expect(paged()).toEqual(['viewer', 'lead']);
    expect(story.pages()[1]?.subject).toBe('Unacknowledged: SEV2 View a design failing: step translate');
    await story.passes(minutes(5));
    expect(paged()).toEqual(['viewer', 'lead', 'head']);
    await story.passes(minutes(60));
    expect(paged()).toEqual(['viewer', 'lead', 'head', 'head', 'head']);
  });

  it('acknowledging ends it', async () => {
    await begin();
    await story.passes(minutes(6));
    await story.presses('U0ALICE', story.incidentChannel(), 'Acknowledge');
    await story.passes(minutes(60));
    expect(paged()).toEqual(['viewer', 'lead']);
  });

  it('so does recovery; a relapse takes it up where it was', async () => {
    await begin();
    await story.passes(minutes(3));
    await story.happens(
      alarmEvent({ workflow: 'design-viewer', step: 'translate', value: 'OK', at: story.clock.now() }),
    );
    await story.passes(minutes(9));
    expect(paged()).toEqual(['viewer']);
    await fails('translate');
    await story.passes(minutes(2));
    expect(paged()).toEqual(['viewer', 'lead']);
  });

  it('a tick that comes twice at once pages once', async () => {
    await begin();
    await story.passes(minutes(4) + 59_000);
    await Promise.all([story.passes(minutes(2)), story.settled()]);
    expect(paged()).toEqual(['viewer', 'lead']);
    expect((await story.timeline(await story.incident())).filter((type) => type === 'page.escalated')).toHaveLength(1);
  });
});

describe('the severity says who comes', () => {
  it('worse: its own are paged and invited, once, though somebody acknowledged; better takes nothing back', async () => {
    await begin();
    const channel = story.incidentChannel();
    await story.presses('U0ALICE', channel, 'Acknowledge');
    expect(channel.members).not.toContain('U0CAROL');
    await story.types('U0ALICE', channel, '/incident severity SEV1');
    expect(paged()).toEqual(['viewer', 'all-hands']);
    expect(story.incidentChannel().members).toContain('U0CAROL');
    await story.types('U0ALICE', channel, '/incident severity SEV3');
    await story.types('U0ALICE', channel, '/incident severity SEV1');
    expect(paged()).toEqual(['viewer', 'all-hands']);
    expect(story.incidentChannel().members).toContain('U0CAROL');
  });
});

describe('the step turns out to be another team’s', () => {
  it('that team is paged too while nobody has acknowledged', async () => {
    await begin();
    await fails('sign-in');
    expect((await story.incident()).naming?.step).toBe('sign-in');
    expect(paged()).toEqual(['viewer', 'platform']);
  });

  it('not once somebody has', async () => {
    await begin();
    await story.presses('U0ALICE', story.incidentChannel(), 'Acknowledge');
    await fails('sign-in');
    expect(paged()).toEqual(['viewer']);
  });
});
