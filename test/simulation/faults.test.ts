import { describe, expect, it } from 'vitest';
import { keyOf } from './calls.ts';
import { violations } from './invariants.ts';
import { slackFaults as faults } from './mishaps.ts';
import type { Order, Plot } from './play.ts';
import { calmly, crashesOf, type Trouble, tell } from './story.ts';

const opening = await calmly({});
/** One call of each method and purpose; three bookmarks are set alike. */
const made = opening.calls.filter(
  ({ service, time, name }) => service === 'Slack' && time === 1 && !/Logs|Runbook/.test(name),
);

describe.each(made.map(keyOf))('Slack in trouble at %s', (key) => {
  it.each(faults)('%s', async (mishap) => {
    const told = await tell({ plot: {}, troubles: [{ mishap, strikes: (call) => keyOf(call) === key }] });
    expect(told.struck).toHaveLength(1);
    expect(violations(told.end, opening.end, { crashes: 0 })).toEqual([]);
  });
});

describe.each([
  ['conversations.create', 'users.conversations'],
  ['chat.postMessage situation', 'conversations.history'],
] as const)('a crash behind %s, then Slack in trouble at %s', (crashed, looked) => {
  it.each(faults)('%s', async (mishap) => {
    const told = await tell({ plot: {}, troubles: [crashAfter(crashed), { mishap, strikes: called(looked) }] });
    expect(told.struck).toHaveLength(2);
    expect(violations(told.end, opening.end, { crashes: crashesOf(told) })).toEqual([]);
  });
});

describe('whatever the order of events', () => {
  const cases: readonly [string, Plot, Order][] = [
    ['each event twice', { recovers: 'later' }, { duplicates: 1 }],
    ['each event three times, two alarms, last first', { alarms: 2, recovers: 'later' }, { duplicates: 2, reorder: 2 }],
    ['two alarms, last first', { alarms: 2 }, { reorder: 2 }],
    ['an OK before its ALARM', { recovers: 'soon' }, { okFirst: true }],
    ['an OK before its ALARM, both twice', { recovers: 'soon' }, { okFirst: true, duplicates: 1 }],
    ['an acknowledgement while the channel is set up', { acknowledged: 'during' }, {}],
    ['the same with each event twice', { acknowledged: 'during', recovers: 'later' }, { duplicates: 1 }],
  ];

  it.each(cases)('%s: the same timeline, one channel, each message once', async (_, plot, order) => {
    const { acknowledged, ...rest } = plot;
    const calm = await calmly({ ...rest, ...(acknowledged ? { acknowledged: 'later' } : {}) });
    const told = await tell({ plot, order });
    const anyText = plot.alarms === 2 || order.okFirst === true;
    expect(violations(told.end, calm.end, { crashes: 0, anyOrder: true, anyText })).toEqual([]);
  });

  it('an OK before its ALARM: the incident names the step as it would have in order', async () => {
    const calm = await calmly({ recovers: 'soon' });
    const told = await tell({ plot: { recovers: 'soon' }, order: { okFirst: true } });
    expect(told.end.incidents[0]?.timeline).toContain('step.named');
    expect(told.end.channels.map(({ name }) => name)).toEqual(calm.end.channels.map(({ name }) => name));
  });

  it('two alarms of one workflow at once: one opens, the other joins', async () => {
    const calm = await calmly({ alarms: 2 });
    const told = await tell({ plot: { alarms: 2 }, raced: true });
    const commits = told.calls.filter(({ name }) => name === 'intake: DynamoDB PutItem V#0000000001');
    expect(commits, 'both tried to open').toHaveLength(2);
    expect([calm.end.open, told.end.open]).toEqual([1, 1]);
    expect(violations(told.end, calm.end, { crashes: 0, anyOrder: true, anyText: true })).toEqual([]);
  });
});

function crashAfter(operation: string): Trouble {
  return { mishap: 'crash after', strikes: called(operation) };
}

function called(operation: string): Trouble['strikes'] {
  return ({ name }) => name === `respond: Slack ${operation}` || name.startsWith(`respond: Slack ${operation} `);
}
