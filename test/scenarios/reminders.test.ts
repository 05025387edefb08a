import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { buttonsOf, read } from '../harness/reading.ts';
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
/** Everything that the channel was reminded of, as it reads now. */
const reminders = () =>
  story
    .incidentChannel()
    .messages.filter(({ bot, ephemeral, text }) => bot && !ephemeral && text.startsWith('⏰'))
    .map((message) => ({ text: read(message), buttons: buttonsOf(message).map(({ label }) => label) }));
const live = () => reminders().filter(({ buttons }) => buttons.length > 0);
const snoozes = ['Snooze 30 min', 'Snooze 60 min', 'Snooze 90 min'];

describe('nobody takes command', () => {
  it('after ten minutes the channel is reminded, with the button that mends it', async () => {
    await opened();
    await story.passes(minutes(9));
    expect(reminders()).toEqual([]);
    await story.passes(minutes(2));
    expect(reminders()).toHaveLength(1);
    expect(live()[0]?.text).toContain('Nobody is in command since 2026-11-05 14:00 UTC.');
    expect(live()[0]?.buttons).toEqual(['Take command', ...snoozes]);
    expect(story.announcements()[0]).toContain('⏰ nobody has taken command');
  });

  it('the reminder loses its buttons when somebody does, and none follows', async () => {
    const channel = await opened();
    await story.passes(minutes(11));
    await story.presses(alice, channel, 'Take command');
    expect(reminders()).toEqual([{ text: '⏰ Nothing is left of what this reminded of.', buttons: [] }]);
    expect(story.announcements()[0]).not.toContain('⏰');
    await story.passes(minutes(40));
    expect(reminders()).toHaveLength(1);
  });

  it('it comes again later and later, and only the newest can be pressed', async () => {
    await opened();
    await story.passes(minutes(21));
    expect(reminders()).toHaveLength(2);
    expect(live()).toHaveLength(1);
    await story.passes(minutes(15));
    expect(reminders()).toHaveLength(2);
    await story.passes(minutes(10));
    expect(reminders()).toHaveLength(3);
    expect(live()).toHaveLength(1);
  });

  it('not while everything is calm', async () => {
    await opened();
    await story.passes(minutes(3));
    const at = story.clock.now();
    await story.happens(alarmEvent({ workflow: 'design-viewer', step: 'translate', value: 'OK', at }));
    await story.passes(minutes(60));
    expect(reminders()).toEqual([]);
  });
});

describe('an update is promised', () => {
  it('it is overdue after an hour of SEV2: card and announcement say so, and whose it is', async () => {
    const channel = await opened();
    await story.presses(alice, channel, 'Take command');
    expect(story.situation(channel)).toContain('*Next update* / 2026-11-05 15:00 UTC');
    await story.passes(minutes(61));
    expect(live()[0]?.text).toContain('A status update is overdue since 2026-11-05 15:00 UTC. <@U0ALICE>');
    expect(live()[0]?.buttons).toEqual(['Post update', ...snoozes]);
    expect(story.situation(channel)).toContain('*Next update* / ⏰ overdue since 2026-11-05 15:00 UTC');
    expect(story.announcements()[0]).toContain('⏰ update overdue since 2026-11-05 15:00 UTC');
  });

  it('a worse severity shortens the wait', async () => {
    const channel = await opened();
    await story.presses(alice, channel, 'Take command');
    await story.passes(minutes(20));
    await story.types(alice, channel, '/incident severity SEV1');
    await story.passes(minutes(11));
    expect(live()[0]?.text).toContain('A status update is overdue since 2026-11-05 14:30 UTC.');
  });
});

describe('the end is forgotten', () => {
  it('mitigated for two hours: whoever commands is asked whether it is over, and resolves there', async () => {
    const channel = await opened();
    await story.types(alice, channel, '/incident take');
    await story.types(bob, channel, '/incident severity SEV4');
    await story.types(alice, channel, '/incident mitigated');
    await story.passes(minutes(121));
    expect(live()[0]?.text).toContain('It is mitigated since 2026-11-05 14:00 UTC, and not resolved yet.');
    expect(live()[0]?.buttons).toEqual(['Resolve', ...snoozes]);
    await story.presses(bob, channel, 'Resolve');
    expect((await story.incident(channel)).status).toBe('resolved');
    expect(live()).toEqual([]);
  });

  it('resolved for a day: it is asked whether it can be closed, and closed there', async () => {
    const channel = await opened();
    await story.types(alice, channel, '/incident resolve');
    await story.passes(minutes(24 * 60 + 1));
    expect(live()[0]?.buttons).toEqual(['Close', ...snoozes]);
    await story.presses(alice, channel, 'Close');
    expect((await story.incident(channel)).status).toBe('closed');
    expect(live()).toEqual([]);
  }, 120_000);
});

describe('an action item is overdue', () => {
  it('the day after, whose it is hears of it, and ends it there; the incident may be long closed', async () => {
    const channel = await opened();
    await story.types(alice, channel, '/incident action add raise the limit <@U0BOB> by 2026-11-05');
    await story.types(alice, channel, '/incident resolve');
    await story.types(alice, channel, '/incident close');
    await story.passes(minutes(10 * 60 + 1));
    expect(live()[0]?.text).toContain('Action item A1 is overdue since 2026-11-06 00:00 UTC. <@U0BOB>');
    expect(live()[0]?.buttons).toEqual(['Done A1', ...snoozes]);
    await story.presses(bob, channel, 'Done A1');
    expect(reminders()).toEqual([{ text: '⏰ Nothing is left of what this reminded of.', buttons: [] }]);
    expect(await story.timeline(await story.incident(channel))).toContain('action.done by U0BOB');
  }, 60_000);
});

describe('people want to be left alone', () => {
  it('somebody snoozes: the message says until when and who, and it comes again then', async () => {
    const channel = await opened();
    await story.passes(minutes(11));
    await story.presses(bob, channel, 'Snooze 30 min');
    expect(live()[0]?.text).toContain('<@U0BOB> put reminders off until 2026-11-05 14:41 UTC.');
    expect(live()[0]?.buttons).toEqual(['Take command']);
    await story.passes(minutes(29));
    expect(reminders()).toHaveLength(1);
    await story.passes(minutes(2));
    expect(reminders()).toHaveLength(2);
    expect(live()).toHaveLength(1);
  });

  it('by a word, before any reminder; what got worse wakes it', async () => {
    const channel = await opened();
    await story.types(bob, channel, '/incident snooze 2h');
    await story.passes(minutes(20));
    expect(reminders()).toEqual([]);
    await story.types(bob, channel, '/incident severity SEV1');
    await story.passes(minutes(11));
    expect(reminders()).toHaveLength(1);
  });

  it('while Slack says that the commander is not to be disturbed, what is not urgent waits until that ends', async () => {
    const channel = await opened();
    await story.presses(alice, channel, 'Take command');
    await story.types(alice, channel, '/incident severity SEV3');
    await story.passes(minutes(200));
    story.slack.as(alice).snooze(70);
    await story.passes(minutes(41));
    expect(reminders()).toEqual([]);
    expect(await story.timeline(await story.incident())).toContain('reminder.deferred');
    await story.passes(minutes(30));
    expect(live()[0]?.text).toContain('<@U0ALICE>');
    expect(reminders()).toHaveLength(1);
  });

  it('an overdue update of a SEV2 is said all the same, for the channel waits for it', async () => {
    const channel = await opened();
    await story.presses(alice, channel, 'Take command');
    story.slack.as(alice).snooze(90);
    await story.passes(minutes(61));
    expect(live()[0]?.text).toContain('A status update is overdue');
    expect(await story.timeline(await story.incident())).not.toContain('reminder.deferred');
  });

  it('what is urgent goes through: a SEV2 that nobody commands', async () => {
    const channel = await opened();
    await story.presses(alice, channel, 'Acknowledge');
    story.slack.as(alice).snooze(90);
    await story.passes(minutes(11));
    expect(live()[0]?.text).toContain('Nobody is in command');
  });

  it('Slack not saying is no reason to stay silent', async () => {
    const channel = await opened();
    await story.presses(alice, channel, 'Take command');
    await story.types(alice, channel, '/incident severity SEV3');
    await story.passes(minutes(200));
    story.slack.as(alice).snooze(90);
    story.slack.fault({ method: 'dnd.info', kind: 'fatal_error', times: 99 });
    await story.passes(minutes(41));
    expect(live()).toHaveLength(1);
  });
});
