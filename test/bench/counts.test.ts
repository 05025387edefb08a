import { describe, expect, it } from 'vitest';
import { perIncident } from '../../tools/cost/counts.ts';
import { appendCosts } from './append.ts';
import { overspent } from './budget.ts';
import { burst } from './burst.ts';
import { usageOf } from './dynamodb-meter.ts';
import { sum } from './figure.ts';
import { flatCosts } from './flat.ts';
import { callsInARow, rowFigures } from './in-a-row.ts';
import { lifeFigures, live } from './lifecycle.ts';
import { longReading } from './long-channel.ts';
import { draftCost } from './postmortem.ts';
import { runbookCost } from './runbooks.ts';
import { storm } from './storm.ts';

/** Units of a query that finds nothing and reads an index: the tick's, which the page on cost counts by the month. */
const idleQuery = 0.5;

/** Counts alone: times depend on what else a machine does. */
describe('one incident', () => {
  it('shows the step with the second call to Slack, keeps to its budget, and costs what the page on cost counts', async () => {
    const life = await live();
    expect(life.untilVisible).toEqual(['conversations.create', 'chat.postMessage']);
    expect(overspent(lifeFigures(life))).toEqual([]);
    const { reads, writes } = usageOf(life.all);
    const { tick = 0, intake = 0, respond = 0 } = life.runs;
    // Ids are chance, so a deflated snapshot may end on either side of a unit's KB.
    expect(Math.abs(perIncident.writes - writes)).toBeLessThanOrEqual(2);
    expect(Math.abs(perIncident.reads - (reads - life.ticks * idleQuery))).toBeLessThanOrEqual(1);
    // One run takes what waits: how much that is depends on how quickly it comes.
    expect(Math.abs(perIncident.runs - (sum(Object.values(life.runs)) - tick))).toBeLessThanOrEqual(2);
    expect(Math.abs(perIncident.messages - (intake + respond))).toBeLessThanOrEqual(2);
  });
});

it('no more calls wait for one another, until the step is visible, than the budget allows', async () => {
  const row = await callsInARow();
  expect(row.map(({ service }) => service)).toEqual(['aws', 'aws', 'aws', 'aws', 'slack', 'slack']);
  expect(overspent(rowFigures(row))).toEqual([]);
});

describe('a burst that Slack cannot take at once', () => {
  it('loses no alarm, opens one channel a workflow, and leaves nothing behind', async () => {
    const seen = await burst({ workflows: 24 });
    expect(seen).toMatchObject({ lost: 0, incidents: 24, channels: 24, deadLetters: 0, waiting: 0 });
    expect(seen.rejected).toContain('conversations.create ratelimited');
    // Twenty at once, the rest as soon as the minute is over.
    expect(seen.visibleAfter.at(-1)).toBeLessThanOrEqual(1.5);
  });
});

describe('a storm', () => {
  it('of 140 alarms over 24 workflows, 8 of them on one dependency, opens no more channels than people can follow', async () => {
    const seen = await storm({ alarms: 140, workflows: 24, shared: 8 });
    expect(seen).toMatchObject({ lost: 0, incidents: 25, channels: 16, deadLetters: 0, waiting: 0 });
    expect(seen.untilVisible).toEqual(['conversations.create', 'chat.postMessage']);
    expect([seen.gathered, seen.listed]).toEqual([9, 9]);
    expect(seen.rejected).not.toContain('conversations.create ratelimited');
  });
});

describe('one more entry', () => {
  it('is as many requests on a timeline of 600 entries as on one of 10, and at most two units more than on one of 300', async () => {
    const [short, middle, long] = await appendCosts([10, 300, 600]);
    expect(long?.usage.byOperation).toEqual(short?.usage.byOperation);
    // The head names 300 entries more that can be corrected: some 700 bytes, a unit written or not, and read or not.
    const more = (of: 'reads' | 'writes') => (long?.usage[of] ?? 0) - (middle?.usage[of] ?? 0);
    expect([0, 1]).toContain(more('writes'));
    expect([0, 1]).toContain(more('reads'));
  });
});

it('nothing that people or alarms do costs more, or reads by a scan, with 3,000 incidents stored than with 100', async () => {
  const few = await flatCosts(100);
  const many = await flatCosts(3_000);
  for (const [name, { byOperation, reads, writes }] of Object.entries(many.did)) {
    expect(byOperation, name).toEqual(few.did[name]?.byOperation);
    expect(byOperation, name).not.toHaveProperty('Scan');
    expect(reads, name).toBe(few.did[name]?.reads);
    // Ids are chance, so a deflated snapshot may end on either side of a unit's KB.
    expect(Math.abs(writes - (few.did[name]?.writes ?? 0)), name).toBeLessThanOrEqual(2);
  }
});

describe('a draft', () => {
  it('has as many sentences for each entry of a long timeline as of a short one, and a canvas that Slack takes', () => {
    const short = draftCost({ messages: 1_000, entries: 200 }, 1);
    const long = draftCost({ messages: 4_000, entries: 800 }, 1);
    // 150 messages at most, and a few of each kind, whatever there is.
    expect(long.sentences - short.sentences).toBeLessThanOrEqual(600 + 50);
    expect(long.canvasCharacters).toBeLessThanOrEqual(100_000);
  });
});

describe('many runbooks', () => {
  it('are all read, each with its steps', () => {
    expect(runbookCost(10, 50)).toMatchObject({ runbooks: 10, steps: 500, problems: 0 });
  });
});

it('a channel is read in as many calls as it has pages and threads', async () => {
  const { messages, pages } = await longReading({ messages: 500, threads: 5 });
  expect([messages, pages]).toEqual([500, Math.ceil(495 / 200) + 5]);
});
