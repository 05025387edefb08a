import { afterEach, beforeEach, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';

const [alice, bob] = ['U0ALICE', 'U0BOB'] as const;

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

it('a name that Slack made no mention of is looked up, once in a while', async () => {
  const channel = await opened();
  await story.types(alice, channel, '/incident take');
  await story.types(alice, channel, '/incident role comms @bob');
  await story.types(alice, channel, '/incident handoff @Bob the rollback is half way');
  expect(await story.incident()).toMatchObject({ roles: { communications: bob, commander: bob } });
  expect((await story.incident()).handoffs?.at(-1)).toMatchObject({ note: 'the rollback is half way' });
  expect(story.methods().filter((method) => method === 'users.list')).toHaveLength(1);
  await story.passes(minutes(11));
  await story.types(bob, channel, '/incident role scribe @alice');
  expect(story.methods().filter((method) => method === 'users.list')).toHaveLength(2);
});

it('one that nobody bears changes nothing and says so', async () => {
  const channel = await opened();
  await story.types(alice, channel, '/incident role comms @nobody.at.all');
  expect(lastSaid(alice, channel)).toContain('Nothing changed: nobody here is called @nobody.at.all');
  expect((await story.incident()).roles).toEqual({});
});

it('while Slack does not list people, people are chosen in a form or from Slack’s list', async () => {
  const channel = await opened();
  story.slack.fault({ method: 'users.list', kind: 'fatal_error', times: 99 });
  await story.types(alice, channel, '/incident role comms @bob');
  expect(lastSaid(alice, channel)).toContain('Slack does not say right now who @bob is');
});
