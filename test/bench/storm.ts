import { defineDependency, defineWorkflow, hard, type Workflow } from '@tocsin/workflow';
import { alarmEvent } from '../harness/events.ts';
import { startStory } from '../harness/story.ts';
import { type Figure, tally } from './figure.ts';
import { waiting } from './waiting.ts';

const minuteMs = 60_000;
/** More minutes than any storm here may need. */
const patience = 30;
const stepIds = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'] as const;
const teams = 12;
const database = defineDependency({ id: 'orders-db', title: 'Orders database' });

export interface StormOf {
  readonly alarms: number;
  readonly workflows: number;
  /** How many of the workflows stand on the dependency that is down. */
  readonly shared: number;
}

/** What became of a storm, all of whose alarms fire in one minute. */
export interface Storm extends StormOf {
  /** Alarms that no incident knows of. */
  readonly lost: number;
  readonly incidents: number;
  /** Incidents that another speaks for, and how many lines the lists of those that speak have. */
  readonly gathered: number;
  readonly listed: number;
  readonly channels: number;
  readonly untilVisible: readonly string[];
  readonly pages: number;
  readonly deadLetters: number;
  readonly waiting: number;
  readonly drainedAfter: number;
  readonly calls: readonly string[];
  readonly rejected: readonly string[];
}

function workflowsOf({ workflows, shared }: StormOf): Workflow[] {
  return Array.from({ length: workflows }, (_, index) => {
    const id = `path-${index + 1}`;
    const own = defineDependency({ id: `store-${index + 1}`, title: `Store ${index + 1}` });
    const team = (index % teams) + 1;
    const needs = [hard(index < shared ? database : own)];
    return defineWorkflow({
      id,
      title: `Path ${index + 1}`,
      summary: 'Made up, to be measured',
      owner: { team: `Team ${team}`, pager: `arn:aws:sns:us-east-1:000000000000:team-${team}` },
      runbook: 'runbook.md',
      slo: { objective: 99.9, window: '28d' },
      links: { source: `https://git.example/${id}` },
      steps: Object.fromEntries(stepIds.map((step) => [step, { title: `Step ${step}`, needs }])),
    });
  });
}

/** Alarms of every workflow in one minute, under Slack's documented rate limits, on an advanced clock. */
export async function storm(of: StormOf): Promise<Storm> {
  const workflows = workflowsOf(of);
  const story = await startStory({ workflows, rateLimits: 'documented' });
  try {
    for (let team = 1; team <= teams; team++) await story.topic(`team-${team}`);
    const events = stepIds
      .flatMap((step) => workflows.map(({ id }) => ({ workflow: id, step, value: 'ALARM' as const })))
      .slice(0, of.alarms)
      .map((about) => alarmEvent({ ...about, at: story.clock.now() }));
    // A second's alarms at a time; what follows from them goes on meanwhile.
    const aSecond = Math.ceil(events.length / 60);
    for (let second = 0; second < 60; second++) {
      await story.happens(...events.slice(second * aSecond, (second + 1) * aSecond));
      await story.passes(1_000);
    }
    let minutes = 1;
    for (; minutes < patience && waiting(story) > 0; minutes++) await story.passes(minuteMs);
    // What was put off while much changed is shown by the tick.
    await story.passes(2 * minuteMs);
    const { store } = story.world;
    const [open, gathered] = await Promise.all([
      store.open(of.workflows * 2),
      store.shelf({ shelf: 'gathered', limit: of.workflows * 2 }),
    ]);
    const incidents = [...open, ...gathered];
    const known = new Set(incidents.flatMap(({ alarms }) => Object.values(alarms).map(({ arn }) => arn)));
    const calls = story.slack.calls();
    const visible = calls.findIndex(({ method }) => method === 'chat.postMessage');
    return {
      ...of,
      alarms: events.length,
      lost: events.filter(({ resources }) => !known.has(resources[0] ?? '')).length,
      incidents: incidents.length,
      gathered: gathered.length,
      listed: open.reduce((sum, { parts = {} }) => sum + Object.keys(parts).length, 0),
      channels: story.incidentChannels().length,
      untilVisible: calls.slice(0, visible + 1).map(({ method }) => method),
      pages: story.pages().length,
      deadLetters: story.deadLetters().length,
      waiting: waiting(story),
      drainedAfter: minutes,
      calls: calls.map(({ method }) => method),
      rejected: calls.filter(({ ok }) => !ok).map(({ method, error }) => `${method} ${error}`),
    };
  } finally {
    await story.stop();
  }
}

export function stormFigures(seen: Storm): Figure[] {
  const unit = `of ${seen.alarms} alarms in a minute over ${seen.workflows} workflows, ${seen.shared} on one dependency`;
  const { deadLetters, waiting: leftInQueues } = seen;
  return [
    { name: 'storm.alarms-lost', value: seen.lost, unit, aim: '0', parts: { deadLetters, leftInQueues } },
    { name: 'storm.channels', value: seen.channels, unit, aim: '≤ 20', parts: { incidents: seen.incidents } },
    { name: 'storm.listed', value: seen.listed, unit, aim: `${seen.gathered}: all that have no channel` },
    {
      name: 'storm.slack-calls-until-step-visible',
      value: seen.untilVisible.length,
      unit: 'calls',
      aim: '2',
      parts: tally(seen.untilVisible),
    },
    { name: 'storm.pages', value: seen.pages, unit, aim: `≤ one an owner and channel of its own` },
    {
      name: 'storm.slack-calls',
      value: seen.calls.length,
      unit: 'calls',
      parts: { ...tally(seen.calls), ...tally(seen.rejected), 'minutes until the queues are empty': seen.drainedAfter },
    },
  ];
}
