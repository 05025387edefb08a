import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';

let story: Story;
beforeEach(async () => {
  story = await startStory();
});
afterEach(() => story.stop());

const translate = (value: 'ALARM' | 'OK') =>
  alarmEvent({ workflow: 'design-viewer', step: 'translate', value, at: story.clock.now() });
const translateFails = () => story.happens(translate('ALARM'));

/** Nothing was lost, and nothing is still going around. */
const allIsDone = async () => {
  expect(story.deadLetters()).toEqual([]);
  const { ready, delayed, inFlight } = story.cloud.queue('respond');
  expect([ready, delayed, inFlight]).toEqual([[], [], []]);
};

describe('somebody archives the channel', () => {
  it('what cannot be shown there is recorded as failed; the rest goes on', async () => {
    await translateFails();
    const channel = story.incidentChannel();
    await story.callSlack('conversations.archive', { channel: channel.id });
    const incident = await story.incident();
    await story.types('U0BOB', { id: 'C0VIEWER01' }, `/incident take ${incident.id}`);
    expect(await story.effects(incident)).toMatchObject({ topic: 'failed: is_archived', announcement: 'done' });
    expect(story.announcements()[0]).toContain('<@U0BOB> is in command');
    await allIsDone();
  });

  it('nothing is tried again and again', async () => {
    await translateFails();
    await story.callSlack('conversations.archive', { channel: story.incidentChannel().id });
    await story.passes(minutes(3));
    await story.happens(translate('OK'));
    await story.passes(minutes(12));
    const incident = await story.incident();
    expect(await story.effects(incident)).toMatchObject({ 'proposal:1': 'failed: is_archived' });
    expect(story.announcements()[0]).toContain('has recovered');
    const calls = story.slack.calls().length;
    await story.passes(minutes(30));
    expect(story.methods(calls)).toEqual([]);
    await allIsDone();
  });
});

describe('an archived channel is taken out of the archive', () => {
  const archived = async () => {
    await translateFails();
    const channel = story.incidentChannel();
    await story.slack.as('U0ALICE').archive(channel.id);
    await story.types('U0BOB', { id: 'C0VIEWER01' }, `/incident take ${(await story.incident()).id}`);
    return channel;
  };

  it('until then, people read where they look first why nothing is said there, and what to do', async () => {
    const channel = await archived();
    expect(story.announcements()).toHaveLength(2);
    expect(story.announcements()[1]).toContain(`<#${channel.id}> of *View a design failing* is archived`);
    expect(story.announcements()[1]).toContain('Take the channel out of the archive to go on there');
  });

  it('then what it missed is shown there, and where people read of it, that it is over', async () => {
    const channel = await archived();
    await story.slack.as('U0ALICE').unarchive(channel.id);
    await story.settled();
    expect(story.situation(channel)).toContain('Commander* / <@U0BOB>');
    expect(story.incidentChannel().topic).toContain('commander <@U0BOB>');
    expect(story.announcements()[1]).toContain('is out of the archive; it goes on there');
    expect(new Set(Object.values(await story.effects(await story.incident())))).toEqual(new Set(['done']));
    await allIsDone();
  });

  it('of an incident that is over, nobody is told', async () => {
    await translateFails();
    const channel = story.incidentChannel();
    await story.types('U0ALICE', channel, '/incident resolve');
    const said = story.announcements().length;
    await story.slack.as('U0ALICE').archive(channel.id);
    await story.happens(translate('OK'));
    await story.passes(minutes(12));
    expect(story.announcements()).toHaveLength(said);
  });
});

describe('somebody removes Tocsin from the channel', () => {
  it('it comes back with the next thing to show, and misses none', async () => {
    await translateFails();
    const channel = story.incidentChannel();
    await story.slack.as('U0ALICE').kick(channel.id, story.slack.botUserId);
    await story.passes(minutes(3));
    await story.happens(translate('OK'));
    await story.passes(minutes(12));
    expect(story.incidentChannel().members).toContain(story.slack.botUserId);
    expect(story.situation(channel)).toContain('Translate the file has recovered');
    expect(new Set(Object.values(await story.effects(await story.incident())))).toEqual(new Set(['done']));
    await allIsDone();
  });

  it('from a private one it cannot; that holds up nothing, and once it is invited all is shown', async () => {
    await story.types('U0ALICE', { id: 'C0VIEWER01' }, '/incident declare private leaked key');
    const find = () =>
      story.slack.snapshot().channels.find(({ kind, name }) => kind === 'private' && name.startsWith('inc-'));
    const { id } = find() ?? expect.fail('no private channel');
    await story.slack.as('U0ALICE').kick(id, story.slack.botUserId);
    const incident = await story.incident();
    await story.types('U0ALICE', { id }, '/incident take');
    expect(Object.values(await story.effects(incident)).filter((state) => state.startsWith('failed'))).not.toEqual([]);
    await story.slack.as('U0ALICE').invite(id, story.slack.botUserId);
    await story.types('U0ALICE', { id }, '/incident severity SEV1');
    expect(find()?.topic).toContain('commander <@U0ALICE>');
    expect(new Set(Object.values(await story.effects(incident)))).toEqual(new Set(['done']));
    await allIsDone();
  });
});

describe('somebody renames the channel', () => {
  it('the incident goes on in it, found by its id', async () => {
    await translateFails();
    const channel = story.incidentChannel();
    await story.slack.as('U0ALICE').rename(channel.id, 'translate-is-down');
    await story.types('U0BOB', channel, '/incident take');
    expect(story.situation(channel)).toContain('Commander* / <@U0BOB>');
    expect(story.announcements()).toHaveLength(1);
    await allIsDone();
  });
});
