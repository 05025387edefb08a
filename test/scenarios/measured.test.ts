import { tick } from '@tocsin/app';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { startTocsin, type Tocsin } from '../harness/tocsin.ts';

/** What Tocsin measures of its own work while an incident goes by. */
let tocsin: Tocsin;
let measured: Record<string, unknown>[];

beforeEach(async () => {
  measured = [];
  tocsin = await startTocsin({
    around: (world) => ({ ...world, measure: (values, fields) => void measured.push({ ...values, ...fields }) }),
  });
});
afterEach(() => tocsin.stop());

const fails = (secondsAgo: number) =>
  tocsin.happens(
    alarmEvent({
      workflow: 'share-link',
      step: 'open-link',
      value: 'ALARM',
      at: new Date(tocsin.clock.now().getTime() - secondsAgo * 1_000),
    }),
  );
const of = (metric: string) => measured.filter((one) => one[metric] !== undefined);

it('from the alarm’s own time to the message that names the step, once, with the incident', async () => {
  await fails(7);
  const [incident] = await tocsin.world.store.open(1);
  expect(of('AlarmToVisible')).toEqual([{ AlarmToVisible: 7_000, incident: incident?.id, effect: 'situation' }]);
  await fails(3);
  await tocsin.passes(120_000);
  expect(of('AlarmToVisible')).toHaveLength(1);
  expect(of('EffectsRetried')).toEqual([]);
});

it('what Slack puts off counts, and so does the time that it took', async () => {
  tocsin.slack.fault({ method: 'conversations.create', kind: 'ratelimited', retryAfter: 45 });
  await fails(0);
  expect(of('AlarmToVisible')).toEqual([]);
  expect(of('EffectsRetried')).toMatchObject([{ EffectsRetried: 1, incident: expect.stringMatching(/./) }]);
  await tocsin.passes(60_000);
  const [{ AlarmToVisible = 0 } = {}] = of('AlarmToVisible') as { AlarmToVisible?: number }[];
  expect(AlarmToVisible).toBeGreaterThanOrEqual(45_000);
  expect(AlarmToVisible).toBeLessThan(55_000);
});

it('the tick says how late it is, and how long whoever waits longest has been due', async () => {
  const scheduledAt = new Date(tocsin.clock.now().getTime() - 2_500).toISOString();
  expect(await tick(tocsin.world, { scheduledAt })).toMatchObject({ due: 0, lateMs: 2_500 });
  expect(measured).toEqual([{ TickLateness: 2_500 }]);
  // A clock that is ahead makes nothing early, and what is no time says nothing.
  const ahead = new Date(tocsin.clock.now().getTime() + 900).toISOString();
  expect(await tick(tocsin.world, { scheduledAt: ahead })).toMatchObject({ lateMs: 0 });
  expect(await tick(tocsin.world, { scheduledAt: 'soon' })).not.toHaveProperty('lateMs');

  await fails(0);
  const [incident] = await tocsin.world.store.open(1);
  if (!incident) throw new Error('no incident');
  const wakeAt = new Date(tocsin.clock.now().getTime() - 400_000).toISOString();
  await tocsin.world.store.settle({ incident: incident.id, version: incident.version, wakeAt });
  measured.length = 0;
  await tick(tocsin.world);
  expect(of('TimersOverdue')).toEqual([{ TimersOverdue: 400_000 }]);
});

it('the heartbeat goes all the way to respond by the queues that incidents take, asks for Slack, and shows nothing', async () => {
  const event = alarmEvent({ workflow: 'share-link', value: 'ALARM', at: tocsin.clock.now() });
  const name = 'tocsin/test/heartbeat';
  const resources = event.resources.map((arn) => arn.replace(event.detail.alarmName, name));
  await tocsin.happens({ ...event, id: 'beat', resources, detail: { ...event.detail, alarmName: name } });
  const { alarm } = await tocsin.world.store.readOpening({ key: 'heartbeat', alarm: 'heartbeat' });
  expect(alarm).toMatchObject({ name, value: 'ALARM', at: tocsin.clock.now().toISOString() });
  expect(await tocsin.world.store.open(1)).toEqual([]);
  expect(tocsin.slack.calls().map(({ method }) => method)).toEqual(['auth.test']);
});
