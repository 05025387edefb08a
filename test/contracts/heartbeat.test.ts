import { type IntakeWorld, noteBeat, observeSignal, watchHeartbeat } from '@tocsin/app';
import { dynamoStore, parseSignals } from '@tocsin/aws';
import { settings, workflows } from '@tocsin/catalog';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { backends, createTable } from './dynamodb-backends.ts';

/** The heartbeat on a real table: passed on by intake, noted by respond, missed by the tick, paged for once. */
let endpoint: string;
let stop: () => Promise<void>;
let world: IntakeWorld;
let now: Date;
let pages: string[];
let crash: 'before' | 'after' | undefined;
/** Whether what intake sends reaches respond. */
let arrives: boolean;
let slackIsDown: boolean;

beforeAll(async () => {
  const [dynalite] = backends;
  if (!dynalite) throw new Error('no table');
  ({ endpoint, stop } = await dynalite.start());
});
afterAll(() => stop());

beforeEach(async () => {
  const quiet = () => {};
  pages = [];
  crash = undefined;
  arrives = true;
  slackIsDown = false;
  now = new Date('2026-11-05T14:00:05Z');
  world = {
    store: dynamoStore(await createTable(endpoint)),
    clock: { now: () => now },
    log: { info: quiet, warn: quiet, error: quiet },
    catalog: { workflows, settings },
    outbox: {
      send: async ({ beat, incident }) => {
        if (!beat) throw new Error(`a heartbeat asks for nothing to be shown, not ${incident}`);
        if (arrives) await noteBeat({ ...world, chat }, beat);
      },
    },
    reports: { read: async () => undefined },
  };
});

const beat = async (at: string, value = 'ALARM') => {
  const [parsed] = parseSignals({
    id: `beat-${at}`,
    'detail-type': 'CloudWatch Alarm State Change',
    source: 'aws.cloudwatch',
    account: '123456789012',
    region: 'eu-west-1',
    time: at,
    resources: ['arn:aws:cloudwatch:eu-west-1:123456789012:alarm:tocsin/prod/heartbeat'],
    detail: {
      alarmName: 'tocsin/prod/heartbeat',
      state: { value, reason: 'beat', timestamp: at },
      configuration: { metrics: [] },
    },
  });
  if (!parsed || 'error' in parsed) throw new Error('no beat');
  return observeSignal(world, parsed.signal);
};
const chat = {
  reach: async () => {
    if (slackIsDown) throw new Error('Slack is down');
  },
};
const pager = {
  page: async ({ subject }: { subject: string }) => {
    if (crash === 'before') throw new Error('died before the page');
    pages.push(subject);
    if (crash === 'after') throw new Error('died after the page');
  },
};
const tickAt = async (time: string) => {
  now = new Date(`2026-11-05T${time}Z`);
  return watchHeartbeat({ ...world, pager });
};

it('goes on from intake, opens nothing, and says so', async () => {
  expect(await beat('2026-11-05T14:00:02Z')).toMatchObject({
    accepted: true,
    incident: null,
    reason: 'a heartbeat: it opens nothing, and respond notes that it came',
  });
  expect(await world.store.open(10)).toEqual([]);
});

it('while it beats nobody is paged; when it stays away for 75 minutes somebody is, once', async () => {
  await beat('2026-11-05T14:00:02Z');
  await beat('2026-11-05T14:10:02Z', 'OK');
  expect(await tickAt('15:25:00')).toEqual({ at: '2026-11-05T14:10:02.000Z', late: false, paged: false });
  expect(await tickAt('15:26:00')).toMatchObject({ late: true, paged: true });
  expect(await tickAt('15:27:00')).toMatchObject({ late: true, paged: false });
  expect(pages).toEqual(['Tocsin passes on no alarms: no heartbeat for 75 minutes']);
});

it('one that reaches intake and never respond is missed as well', async () => {
  await beat('2026-11-05T14:00:02Z');
  arrives = false;
  await beat('2026-11-05T15:00:02Z');
  expect(await tickAt('15:16:00')).toMatchObject({ at: '2026-11-05T14:00:02.000Z', late: true, paged: true });
});

it('one that Slack does not take is missed as well', async () => {
  await beat('2026-11-05T14:00:02Z');
  slackIsDown = true;
  await expect(beat('2026-11-05T15:00:02Z')).rejects.toThrow('Slack is down');
  expect(await tickAt('15:16:00')).toMatchObject({ at: '2026-11-05T14:00:02.000Z', late: true, paged: true });
});

it('a silence after it beat again is another one', async () => {
  await beat('2026-11-05T14:00:02Z');
  await tickAt('15:30:00');
  await beat('2026-11-05T16:00:02Z');
  expect(await tickAt('16:01:00')).toMatchObject({ late: false });
  expect(await tickAt('17:20:00')).toMatchObject({ paged: true });
  expect(pages).toHaveLength(2);
});

it('an older beat that comes late does not hide a newer one', async () => {
  await beat('2026-11-05T15:00:02Z');
  await beat('2026-11-05T14:00:02Z');
  expect(await tickAt('16:10:00')).toMatchObject({ at: '2026-11-05T15:00:02.000Z', late: false });
});

it('where none ever came, it is waited for from the first tick on', async () => {
  expect(await tickAt('14:00:00')).toMatchObject({ late: false });
  expect(await tickAt('15:14:00')).toMatchObject({ late: false });
  expect(await tickAt('15:16:00')).toMatchObject({ late: true, paged: true });
});

it.each(['before', 'after'] as const)(
  'a tick that dies %s the page is made up for, as soon as its claim is over',
  async (when) => {
    await beat('2026-11-05T14:00:02Z');
    crash = when;
    await expect(tickAt('15:30:00')).rejects.toThrow('died');
    crash = undefined;
    expect(await tickAt('15:30:20')).toMatchObject({ late: true, paged: false });
    expect(await tickAt('15:31:00')).toMatchObject({ late: true, paged: true });
    expect(await tickAt('15:32:00')).toMatchObject({ paged: false });
    // One lost is worse than one doubled.
    expect(pages).toHaveLength(when === 'before' ? 1 : 2);
  },
);
