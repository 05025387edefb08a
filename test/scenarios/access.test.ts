import { afterEach, describe, expect, it } from 'vitest';
import { incidentsChannel } from '../../packages/workbench/src/people.ts';
import { alarmEvent } from '../harness/events.ts';
import { minutes, type Story, seconds, startStory } from '../harness/story.ts';
import type { TocsinOptions } from '../harness/tocsin.ts';

const [alice, bob, carol] = ['U0ALICE', 'U0BOB', 'U0CAROL'] as const;
const viewerTeam = 'S0VIEWER01';

let story: Story;
let logged: { message: string; fields: Record<string, unknown> | undefined }[];
afterEach(() => story.stop());

const opened = async (access: TocsinOptions['access'] = {}) => {
  logged = [];
  const say = (message: string, fields?: Record<string, unknown>) => void logged.push({ message, fields });
  story = await startStory({ access, log: { info: say, warn: say, error: say } });
  await story.happens(alarmEvent({ workflow: 'design-viewer', step: 'view', value: 'ALARM', at: story.clock.now() }));
  return story.incidentChannel();
};
const lastSaid = (user: string, channel: { id: string }) => story.said(user, channel).at(-1);
/** Somebody who can only be in channels that they were invited to. */
const invited = async (who: Parameters<Story['slack']['addUser']>[0], channel: { id: string }) => {
  const user = story.slack.addUser(who);
  await story.slack.as(alice).join(channel.id);
  await story.slack.as(alice).invite(channel.id, user);
  return user;
};
const asked = (method: string) => story.methods().filter((one) => one === method).length;

describe('a rule of the settings', () => {
  it('names a group: its members may, others hear who can', async () => {
    const channel = await opened({ resolve: [viewerTeam] });
    await story.types(carol, channel, '/incident resolve');
    expect(lastSaid(carol, channel)).toBe(
      'Nothing changed: only <!subteam^S0VIEWER01> may mitigate, resolve, reopen or close an incident.',
    );
    expect((await story.incident()).status).toBe('declared');
    const { id } = await story.incident();
    expect(logged.filter(({ message }) => message === 'refused').map(({ fields }) => fields)).toEqual([
      { incident: id, deed: 'resolve', user: carol, code: 'not-allowed' },
    ]);
    await story.types(bob, channel, '/incident resolve');
    expect(lastSaid(bob, channel)).toContain('You resolved');
    // Opening asks for the members it invites; the two commands asked once more between them.
    expect(asked('usergroups.users.list')).toBe(2);
  });

  it('names the commander: whoever it is may, and the refusal says who', async () => {
    const channel = await opened({ resolve: ['commander'] });
    await story.types(bob, channel, '/incident resolve it is over');
    expect(lastSaid(bob, channel)).toContain('only its commander (nobody yet) may');
    await story.types(alice, channel, '/incident take');
    await story.types(bob, channel, '/incident resolve');
    expect(lastSaid(bob, channel)).toContain('only its commander, <@U0ALICE>, may');
    await story.types(alice, channel, '/incident resolve');
    expect(lastSaid(alice, channel)).toContain('You resolved');
  });

  it('holds while Slack is away, by what it said within a day; without that, nobody passes', async () => {
    const channel = await opened({ resolve: [viewerTeam] });
    const away = () => story.slack.fault({ method: 'usergroups.users.list', kind: 'http500' });
    away();
    await story.types(alice, channel, '/incident resolve');
    expect(lastSaid(alice, channel)).toContain('Slack does not say right now who is in <!subteam^S0VIEWER01>');
    await story.passes(seconds(4));
    await story.types(carol, channel, '/incident resolve');
    expect(lastSaid(carol, channel)).toContain('only <!subteam^S0VIEWER01> may');
    await story.passes(minutes(6));
    away();
    await story.types(alice, channel, '/incident resolve');
    expect(lastSaid(alice, channel)).toContain('You resolved');
  });
});

describe('people who are no members', () => {
  it('guests read and no more, unless the settings let them respond', async () => {
    const channel = await opened();
    const guest = await invited({ name: 'Gus', guest: 'multi' }, channel);
    await story.types(guest, channel, '/incident ack');
    expect(lastSaid(guest, channel)).toContain(
      'only members of this workspace can do that; ask one of them. Guests may read, and no more',
    );
    await story.types(guest, channel, '/incident status');
    expect(lastSaid(guest, channel)).toContain('View a design');
    expect((await story.incident()).status).toBe('declared');
    await story.stop();

    const open = await opened({ guests: 'respond' });
    const gina = await invited({ name: 'Gina', guest: 'multi' }, open);
    await story.types(gina, open, '/incident ack');
    expect((await story.incident()).status).toBe('acknowledged');
    await story.types(gina, open, '/incident resolve');
    expect(lastSaid(gina, open)).toContain(
      'only members of this workspace can do that; ask one of them. Guests may read, and no more',
    );
  });
});

describe('who somebody is', () => {
  it('is asked once, and remembered', async () => {
    const channel = await opened();
    for (const word of ['ack', 'take', 'note it is the cache']) await story.types(alice, channel, `/incident ${word}`);
    expect(asked('users.info')).toBe(1);
  });

  it('cannot be had: acknowledging and notes go through, everything else waits', async () => {
    const channel = await opened();
    const away = () => story.slack.fault({ method: 'users.info', kind: 'http500' });
    away();
    await story.types(bob, channel, '/incident resolve');
    expect(lastSaid(bob, channel)).toContain('Slack does not say right now who you are');
    await story.types(bob, channel, '/incident ack');
    expect((await story.incident()).acknowledged?.by).toEqual({ type: 'person', id: bob });
    expect(asked('users.info')).toBe(1);
    // Elsewhere it would be shown what a member may see.
    away();
    await story.types(carol, { id: incidentsChannel }, '/incident list');
    expect(lastSaid(carol, { id: incidentsChannel })).toContain('so I cannot say what you may see');
    await story.passes(seconds(5));
    await story.types(bob, { id: incidentsChannel }, '/incident list');
    expect(lastSaid(bob, { id: incidentsChannel })).toContain('One incident is open');
  });
});
