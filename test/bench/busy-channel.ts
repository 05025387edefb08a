import { chronicleOf } from '@tocsin/app';
import type { SentEvent } from '@tocsin/slack-simulator';
import { credentials } from '../../packages/workbench/src/people.ts';
import { alarmEvent } from '../harness/events.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';
import { type Draw, random } from '../simulation/random.ts';
import { type Figure, round, tally } from './figure.ts';

/** What came of a busy channel: what is kept, and what keeping it asked of the machinery. */
export interface BusyChannel {
  readonly events: number;
  /** What Slack told of them, each once. */
  readonly told: number;
  /** Deliveries, repetitions counted. */
  readonly deliveries: number;
  /** Messages that bear a mark in the end, with the words they have in the end. */
  readonly marked: readonly string[];
  /** The same as the timeline has it. */
  readonly kept: readonly string[];
  readonly deadLetters: readonly string[];
  readonly waiting: number;
  /** Calls of respond since the first event. */
  readonly responds: number;
  /** Slack methods since the first event, in order. */
  readonly slack: readonly string[];
}

interface Said {
  text: string;
  /** What keeps it on the timeline. */
  readonly marks: Set<string>;
  /** Emoji that mean nothing, by who put them. */
  readonly others: Set<string>;
  deleted?: true;
}

const people = ['U0ALICE', 'U0BOB', 'U0CAROL'] as const;

/**
 * A channel of many messages in which, within ten seconds, hundreds of events happen: pins, emoji, edits, deletions. Slack
 * tells some of them twice, and each second's in any order.
 */
export async function busyChannel({
  messages,
  events,
  seed = 1,
}: {
  messages: number;
  events: number;
  seed?: number;
}): Promise<BusyChannel> {
  let responds = 0;
  const story = await startStory({
    onInvoke: (name) => {
      if (name === 'respond') responds += 1;
    },
  });
  try {
    const draw = random(seed);
    const { channel, said } = await fill(story, messages);
    const before = { responds, calls: story.slack.calls().length };
    let [told, deliveries] = [0, 0];
    for (let second = 0; second < 10; second++) {
      story.slack.events.hold();
      for (let count = 0; count < events / 10; count++) await somethingHappens(story, { channel, said, draw, second });
      await story.slack.events.release((held) => {
        const arranged = shuffled(draw, [...held, ...held.filter(() => draw(4) === 0)]);
        told += held.length;
        deliveries += arranged.length;
        return arranged;
      });
      await story.passes(1_000);
    }
    await story.passes(minutes(15));
    const { id } = await story.incident({ id: channel });
    const lines = chronicleOf(await story.world.store.timeline(id));
    const { ready, delayed, inFlight } = story.cloud.queue('respond');
    return {
      events,
      told,
      deliveries,
      marked: [...said].flatMap(([ts, message]) => (message.marks.size > 0 ? [lineOf(ts, message)] : [])).sort(),
      kept: lines
        .flatMap(({ message, did }) => (message ? [`${message.ts} ${did.replace(gone, 'deleted')}`] : []))
        .sort(),
      deadLetters: story.deadLetters(),
      waiting: ready.length + delayed.length + inFlight.length,
      responds: responds - before.responds,
      slack: story.methods(before.calls),
    };
  } finally {
    await story.stop();
  }
}

/** Of one that was deleted before it could be read the timeline says that alone. */
const gone = /wrote something and deleted it|could not read a message: it was gone.*/;
const lineOf = (ts: string, { text, deleted }: Said): string => `${ts} ${deleted ? 'deleted' : `wrote: ${text}`}`;

/** Plain messages are dropped at the door, which has tests of its own; here they only fill the channel. */
async function fill(story: Story, messages: number): Promise<{ channel: string; said: Map<string, Said> }> {
  await story.happens(alarmEvent({ workflow: 'design-viewer', step: 'view', value: 'ALARM', at: story.clock.now() }));
  const { id: channel } = story.incidentChannel();
  for (const user of people) await story.slack.as(user).join(channel);
  const { signingSecret } = credentials;
  story.slack.connectApp({ signingSecret, deliver: async () => ({ status: 200, body: '' }) });
  const said = new Map<string, Said>();
  for (let count = 0; count < messages; count++) {
    const text = `line ${count}`;
    said.set(await story.slack.as('U0ALICE').post({ channel, text }), { text, marks: new Set(), others: new Set() });
  }
  await story.settled();
  const url = story.cloud.slack?.url ?? '';
  story.slack.connectApp({ signingSecret, commandUrl: url, interactivityUrl: url, eventsUrl: url });
  return { channel, said };
}

/** Always a change. A third of them at three messages, others each second, so that a mark comes and goes within it and no more; the rest anywhere. */
async function somethingHappens(
  { slack }: Story,
  { channel, said, draw, second }: { channel: string; said: Map<string, Said>; draw: Draw; second: number },
): Promise<void> {
  const [ts, message] = anyOf(said, { draw, second });
  const user = people[draw(people.length)] ?? people[0];
  const actor = slack.as(user);
  const at = { channel, ts };
  // Few are deleted: a channel in which all is deleted shows little.
  const what = draw(24);
  if (what === 0) {
    message.deleted = true;
    await slack.as('U0ALICE').delete(at);
  } else if (what < 10) {
    message.text = `${message.text}, edited`;
    await slack.as('U0ALICE').edit({ ...at, text: message.text });
  } else if (what < 14) {
    await (turned(message.others, user)
      ? actor.react({ ...at, name: 'eyes' })
      : actor.unreact({ ...at, name: 'eyes' }));
  } else if (draw(3) === 0) {
    await (turned(message.marks, 'pin') ? actor.pin(at) : actor.unpin(at));
  } else {
    const isOn = turned(message.marks, `pushpin by ${user}`);
    await (isOn ? actor.react({ ...at, name: 'pushpin' }) : actor.unreact({ ...at, name: 'pushpin' }));
  }
}

/** One that is still there. */
function anyOf(said: ReadonlyMap<string, Said>, { draw, second }: { draw: Draw; second: number }): [string, Said] {
  const left = [...said].filter(([, { deleted }]) => !deleted);
  const found = left[draw(3) === 0 ? (second * 3 + draw(3)) % left.length : draw(left.length)];
  if (!found) throw new Error('nothing is left in the channel');
  return found;
}

/** Puts it on or takes it away; whether it is on now. */
function turned(marks: Set<string>, mark: string): boolean {
  if (marks.delete(mark)) return false;
  marks.add(mark);
  return true;
}

function shuffled(draw: Draw, events: readonly SentEvent[]): SentEvent[] {
  const left = [...events];
  return events.flatMap(() => left.splice(draw(left.length), 1));
}

export function captureFigures(seen: BusyChannel): Figure[] {
  const { deliveries, responds, slack, kept } = seen;
  return [
    {
      name: 'capture.responds',
      value: responds,
      unit: 'calls',
      ratio: round(responds / deliveries),
      against: 'events',
    },
    {
      name: 'capture.slack-calls',
      value: slack.length,
      unit: 'calls',
      ratio: round(slack.length / kept.length),
      against: 'messages kept',
      parts: tally(slack),
    },
    {
      name: 'capture.lost',
      value: seen.marked.filter((line) => !kept.includes(line)).length,
      unit: 'messages',
      aim: '0',
    },
  ];
}
