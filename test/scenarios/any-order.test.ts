import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alarmEvent, foreignAlarm } from '../harness/events.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';

/** Delivered at least once, and in any order: what EventBridge and SQS promise. */
let story: Story;
beforeAll(async () => {
  story = await startStory({ rateLimits: 'off', storms: { channels: 1_000 } });
});
afterAll(() => story.stop());

let count = 0;
/** An alarm of its own for each test, so that they need no cloud of their own. */
const freshAlarm = () => {
  const name = `alarm ${(count += 1)}`;
  const start = story.clock.now().getTime();
  return (value: 'ALARM' | 'OK' | 'INSUFFICIENT_DATA', minute: number) =>
    foreignAlarm({ name, value, at: new Date(start + minutes(minute)) });
};
const channelsOf = (of: () => Promise<void>) => async (): Promise<number> => {
  const before = story.incidentChannels().length;
  await of();
  return story.incidentChannels().length - before;
};

describe('an OK overtakes its ALARM', () => {
  it('the incident opens, and has recovered already', async () => {
    const alarm = freshAlarm();
    await story.happens(alarm('OK', 1));
    expect(story.heard().reason).toBe(
      'no incident is open for it; its OK is remembered in case an older ALARM arrives late',
    );
    await story.happens(alarm('ALARM', 0));
    const channel = story.incidentChannels().at(-1);
    expect(story.situation(channel ?? { id: '' }).split('\n')[0]).toMatch(/^# 🟢 Recovered: alarm \d+$/);
  });

  it('that of yesterday does not: the ALARM is newer and fires', async () => {
    const alarm = freshAlarm();
    await story.happens(alarm('OK', 0));
    await story.happens(alarm('ALARM', 5));
    const channel = story.incidentChannels().at(-1);
    expect((await story.incident(channel)).recoveredAt).toBeUndefined();
  });
});

describe('the same event comes three times', () => {
  it('one after the other: one incident, one entry, one page', async () => {
    const alarm = freshAlarm()('ALARM', 0);
    const pages = story.pages().length;
    const opened = channelsOf(async () => {
      for (let time = 0; time < 3; time++) await story.happens(alarm);
    });
    expect(await opened()).toBe(1);
    const incident = await story.incident(story.incidentChannels().at(-1));
    expect((await story.timeline(incident)).filter((entry) => entry === 'alarm.fired')).toHaveLength(1);
    expect(story.pages()).toHaveLength(pages + 1);
  });

  it('at once', async () => {
    const alarm = freshAlarm()('ALARM', 0);
    expect(await channelsOf(() => story.happens(alarm, alarm, alarm))()).toBe(1);
    const incident = await story.incident(story.incidentChannels().at(-1));
    expect((await story.timeline(incident)).filter((entry) => entry === 'alarm.fired')).toHaveLength(1);
  });

  it('after the incident was resolved: nothing happens', async () => {
    const alarm = freshAlarm()('ALARM', 0);
    await story.happens(alarm);
    const channel = story.incidentChannels().at(-1) ?? expect.fail('no channel');
    await story.presses('U0ALICE', channel, 'Resolve');
    await story.submits('U0ALICE');
    expect(await channelsOf(() => story.happens(alarm))()).toBe(0);
    expect((await story.incident(channel)).status).toBe('resolved');
  });

  it('two kinds of alarm, each doubled by the bus and turned around', async () => {
    const at = story.clock.now();
    story.cloud.bus.disturb({ duplicates: 1, reorder: 2 });
    const share = { workflow: 'share-link', step: 'open-link' } as const;
    const opened = channelsOf(async () => {
      await story.happens(
        alarmEvent({ ...share, value: 'ALARM', at }),
        alarmEvent({ ...share, value: 'OK', at: new Date(at.getTime() + 1) }),
      );
    });
    expect(await opened()).toBe(1);
    story.cloud.bus.disturb({});
    expect((await story.incident(story.incidentChannels().at(-1))).recoveredAt).toBeDefined();
  });
});

describe('events of one alarm, in any order', () => {
  const value = fc.constantFrom('ALARM' as const, 'OK' as const, 'INSUFFICIENT_DATA' as const);
  const shuffled = fc.array(value, { minLength: 2, maxLength: 5 }).chain((values) =>
    fc.record({
      values: fc.constant(values),
      order: fc.shuffledSubarray([...values.keys()], { minLength: values.length }),
    }),
  );

  /** What a person would ask: is there an incident, does the alarm fire, has it recovered, since when. */
  const endOf = async (values: readonly ('ALARM' | 'OK' | 'INSUFFICIENT_DATA')[], order: readonly number[]) => {
    const alarm = freshAlarm();
    const start = story.clock.now().getTime();
    const before = story.incidentChannels().length;
    for (const index of order) await story.happens(alarm(values[index] ?? 'OK', index));
    const [channel, ...others] = story.incidentChannels().slice(before);
    if (!channel) return 'no incident';
    const incident = await story.incident(channel);
    const [state] = Object.values(incident.alarms);
    return {
      incidents: 1 + others.length,
      firing: state?.firing,
      recovered: incident.recoveredAt !== undefined,
      fired: new Date(state?.definiteAt ?? 0).getTime() - start,
      shown: story.situation(channel).split('\n')[0]?.slice(0, 4),
    };
  };

  it('end as they would have in order', async () => {
    await fc.assert(
      fc.asyncProperty(shuffled, async ({ values, order }) => {
        expect(await endOf(values, order)).toEqual(await endOf(values, [...values.keys()]));
      }),
      { numRuns: 15, seed: 20_261_105 },
    );
  }, 120_000);
});
