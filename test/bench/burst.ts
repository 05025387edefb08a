import { startStory } from '../harness/story.ts';
import { type Figure, round, tally } from './figure.ts';
import { allAlarms, syntheticWorkflows } from './synthetic-catalog.ts';
import { waiting } from './waiting.ts';

const minuteMs = 60_000;
/** Slack lets conversations.create be called some 20 times a minute (tier 2). */
const creationsAMinute = 20;
/** More minutes than any burst here may need. */
const patience = 30;

/** What became of a burst of alarms, all of which fire at once. */
export interface Burst {
  readonly alarms: number;
  readonly workflows: number;
  /** Alarms that no incident knows of. */
  readonly lost: number;
  readonly incidents: number;
  readonly channels: number;
  readonly deadLetters: number;
  /** Messages that the queues still hold. */
  readonly waiting: number;
  readonly calls: readonly string[];
  readonly rejected: readonly string[];
  /** Minutes on Slack's clock until each incident's first message, in order. */
  readonly visibleAfter: readonly number[];
  /** Minutes on Slack's clock until nothing was left to do, rounded up. */
  readonly drainedAfter: number;
}

/** Every step of every workflow alarms at once, each workflow with a channel of its own, which is more than is usual; under Slack's documented rate limits, on an advanced clock. */
export async function burst({ workflows: count }: { workflows: number }): Promise<Burst> {
  const workflows = syntheticWorkflows(count);
  const story = await startStory({ workflows, rateLimits: 'documented', storms: { channels: 1_000 } });
  try {
    const start = story.clock.now();
    const events = allAlarms(workflows, start);
    await story.happens(...events);
    let minutes = 0;
    for (; minutes < patience && waiting(story) > 0; minutes++) await story.passes(minuteMs);
    const incidents = await story.world.store.open(count * 2);
    const known = new Set(incidents.flatMap(({ alarms }) => Object.values(alarms).map(({ arn }) => arn)));
    const channels = story.incidentChannels();
    const calls = story.slack.calls();
    return {
      alarms: events.length,
      workflows: count,
      lost: events.filter(({ resources }) => !known.has(resources[0] ?? '')).length,
      incidents: incidents.length,
      channels: channels.length,
      deadLetters: story.deadLetters().length,
      waiting: waiting(story),
      drainedAfter: minutes,
      calls: calls.map(({ method }) => method),
      rejected: calls.filter(({ ok }) => !ok).map(({ method, error }) => `${method} ${error}`),
      visibleAfter: channels
        .map(({ messages }) => (Number(messages[0]?.ts) * 1_000 - start.getTime()) / minuteMs)
        .toSorted((a, b) => a - b),
    };
  } finally {
    await story.stop();
  }
}

export function burstFigures(seen: Burst): Figure[] {
  const { alarms, workflows, lost, incidents, channels, deadLetters, waiting: left, calls, rejected } = seen;
  const last = seen.visibleAfter.at(-1) ?? Number.NaN;
  // The first of them may be opened at once; the rest come as the limit refills.
  const least = Math.max(0, (workflows - creationsAMinute) / creationsAMinute);
  const count = { unit: `of ${alarms} alarms over ${workflows} workflows` };
  return [
    { name: 'burst.alarms-lost', value: lost, ...count, aim: '0', parts: { deadLetters, leftInQueues: left } },
    { name: 'burst.incidents', value: incidents, ...count, aim: `${workflows}` },
    { name: 'burst.channels', value: channels, ...count, aim: `${workflows}` },
    {
      name: 'burst.slack-calls-per-alarm',
      value: round(calls.length / alarms),
      unit: 'calls',
      parts: { ...tally(calls), ...tally(rejected) },
    },
    {
      name: 'burst.last-step-visible',
      value: round(last),
      unit: 'Slack minutes',
      ratio: round(last / least),
      against: `${round(least)}: what ${creationsAMinute} channels a minute allow`,
      aim: '≤ 1.5 × that',
      parts: {
        'half of them after': round(seen.visibleAfter[Math.ceil(channels / 2) - 1] ?? Number.NaN),
        'everything after': seen.drainedAfter,
      },
    },
  ];
}
