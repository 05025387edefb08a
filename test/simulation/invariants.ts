import { chronicleOf, type EffectRecord } from '@tocsin/app';
import { fold, type Incident, isGathered } from '@tocsin/incident';
import type { SnapshotChannel, SnapshotMessage } from '@tocsin/slack-simulator';
import { effectsOf } from '../../packages/app/src/effects.ts';
import { render } from '../../packages/slack/src/blocks/index.ts';
import { incidentsChannel } from '../../packages/workbench/src/people.ts';
import { read } from '../harness/reading.ts';
import type { Tocsin } from '../harness/tocsin.ts';
import { leaksOf } from './secrecy.ts';

/** All that can be seen from outside once nothing moves any more, times and ids aside. */
export interface EndState {
  /** Incidents on which alarms or people can still act. */
  readonly open: number;
  readonly channels: readonly SeenChannel[];
  readonly announcements: readonly SeenMessage[];
  readonly incidents: readonly SeenIncident[];
  readonly pages: number;
  readonly deadLetters: readonly string[];
  readonly waiting: readonly string[];
  /** Commits that did not stay as they were. */
  readonly rewritten: readonly string[];
  /** Why people could not do what they do in the story. */
  readonly brokenOff: readonly string[];
}

interface SeenMessage {
  readonly effect: string;
  readonly text: string;
}

interface SeenChannel {
  readonly name: string;
  readonly topic: string;
  readonly members: readonly string[];
  readonly bookmarks: readonly string[];
  readonly messages: readonly SeenMessage[];
  /** Drafts of a postmortem in its canvas, as their headings have it. */
  readonly canvas: readonly string[];
}

interface SeenIncident {
  /** By which it is known again: ids come of the alarm that was heard of first. */
  readonly began: string;
  readonly timeline: readonly string[];
  /** Keys of the alarms that it has, unless it goes on in another. */
  readonly alarms: readonly string[];
  /** Messages that people put on the timeline, as they are read there. */
  readonly captured: readonly string[];
  /** `key: state` of each effect. */
  readonly ledger: readonly string[];
  /** What whoever is not in a private incident's channel sees of it. */
  readonly leaks: readonly string[];
  /** What the head, the fold and the channel index disagree about. */
  readonly disagreements: readonly string[];
}

export interface Violation {
  readonly invariant: string;
  readonly detail: string;
}

/** @param logged what Tocsin logged, a line each */
export async function endState(
  tocsin: Pick<Tocsin, 'slack' | 'cloud' | 'world' | 'settled'>,
  logged: readonly string[] = [],
): Promise<Omit<EndState, 'rewritten' | 'brokenOff'>> {
  const { slack, cloud, world } = tocsin;
  const { channels } = slack.snapshot();
  const made = channels.filter(({ name }) => name.startsWith('inc-'));
  const posted = channels.find(({ id }) => id === incidentsChannel)?.messages ?? [];
  const open = await world.store.open(50);
  const byChannel = await Promise.all(made.map(({ id }) => world.store.byChannel(id)));
  const named = [...made.flatMap(({ messages }) => messages), ...posted].flatMap((message) => {
    const { incident } = effectOf(message);
    return incident === undefined ? [] : [incident];
  });
  const ids = [...new Set([...open.map(({ id }) => id), ...named, ...byChannel.filter((id) => id !== undefined)])];
  const queues = ['intake', 'respond'] as const;
  const incidents = await Promise.all(ids.map((id) => seenIncident(tocsin, id, channels, logged)));
  return {
    open: open.length,
    channels: made.map(seenChannel).sort((a, b) => rankOf(a).localeCompare(rankOf(b))),
    announcements: ours(posted),
    incidents: incidents.sort((a, b) => a.began.localeCompare(b.began)),
    pages: cloud.queue('pagesSeen').ready.length,
    deadLetters: (['intakeDeadLetters', 'respondDeadLetters', 'tasksDeadLetters', 'draftDeadLetters'] as const).flatMap(
      (name) => cloud.queue(name).ready,
    ),
    waiting: queues.flatMap((name) => {
      const { ready, delayed, inFlight } = cloud.queue(name);
      return [...ready, ...delayed, ...inFlight.map(({ body }) => body)].map((body) => `${name}: ${body.slice(0, 80)}`);
    }),
  };
}

function seenChannel({ name, topic, members, bookmarks, messages, canvas }: SnapshotChannel): SeenChannel {
  return {
    name,
    topic: timeless(topic),
    members: [...members].sort(),
    bookmarks: bookmarks.map(({ title, link }) => `${title} ${link}`).sort(),
    messages: ours(messages),
    canvas: [...(canvas?.markdown ?? '').matchAll(/^## Postmortem.*$/gm)].map(([heading]) => timeless(heading)),
  };
}

/** What is said in it first: which step its name has may depend on what came first. */
const rankOf = ({ messages, name }: SeenChannel): string => `${effects(messages).join()} ${name}`;

const ours = (messages: readonly SnapshotMessage[]): SeenMessage[] =>
  messages
    .filter(({ bot, ephemeral, subtype }) => bot && !ephemeral && subtype === undefined)
    .map((message) => ({ effect: effectOf(message).effect ?? 'none', text: timeless(read(message)) }))
    .filter(({ effect }) => effect !== 'shut');

function effectOf({ metadata }: Pick<SnapshotMessage, 'metadata'>): { incident?: string; effect?: string } {
  return (metadata as { event_payload?: { incident: string; effect: string } } | undefined)?.event_payload ?? {};
}

const timeless = (text: string): string =>
  text
    .replace(/\d{4}-\d\d-\d\d[T ][\d:.]+Z?/g, 'TIME')
    .replace(/\b\d{1,2}:\d\d(:\d\d)?\b/g, 'TIME')
    .replace(/<#\w+>/g, '<#channel>')
    .replace(/\b\d{8}-\w{8}\b/g, 'ID');

async function seenIncident(
  tocsin: Pick<Tocsin, 'slack' | 'world' | 'settled'>,
  id: string,
  channels: readonly SnapshotChannel[],
  logged: readonly string[],
): Promise<SeenIncident> {
  const { store, catalog } = tocsin.world;
  const commits = await store.timeline(id);
  const stored = await store.loadWithEffects(id);
  const folded = fold(undefined, commits);
  const channel = folded?.channel?.id;
  const found = channel === undefined ? undefined : await store.byChannel(channel);
  return {
    began: commits[0]?.recordedAt ?? '',
    timeline: commits.flatMap(({ entries }) => entries.map(({ type }) => type)),
    alarms: folded?.merged ? [] : Object.keys(folded?.alarms ?? {}).sort(),
    captured: chronicleOf(commits).flatMap(({ message, by, did }) => (message ? [`${by} ${did}`] : [])),
    ledger: owed([...(stored?.effects.values() ?? [])], folded)
      .map(({ key, state }) => `${key}: ${state}`)
      .sort(),
    leaks: folded?.private ? await leaksOf(folded, tocsin, logged) : [],
    disagreements: [
      ...(commits.every(({ version }, index) => version === index + 1) ? [] : ['versions have gaps']),
      ...(same(folded, stored?.incident) ? [] : ['the head is not the fold']),
      ...(found === (channel === undefined ? undefined : id) ? [] : ['its channel does not lead to it']),
      ...(folded ? stale(folded, catalog, channels) : []),
    ],
  };
}

/** Whether a draft was asked for, or people were told of an archived channel, does not matter any more once it is over. */
const isOwed = ({ key }: { readonly key: string }): boolean => !key.startsWith('draft:') && key !== 'shut';

/** Of a private incident what it shows as one; how much it had shown before, and so takes back, depends on how far that was. */
function owed(effects: readonly EffectRecord[], incident: Incident | undefined): EffectRecord[] {
  if (incident?.private?.since !== 'made') return effects.filter(isOwed);
  const isOver = new Set(effects.filter(({ state }) => state === 'done').map(({ key }) => key));
  const isOfBefore = ({ key }: EffectRecord) =>
    effects.some((other) => other.key === `private/${key}`) || isOver.has(`private/erase:${key}`);
  const isTakenBack = ({ key, state }: EffectRecord) => key.startsWith('private/erase:') && state === 'done';
  return effects.filter((effect) => isOwed(effect) && !isOfBefore(effect) && !isTakenBack(effect));
}

/** What Slack shows otherwise than the timeline has it, to the letter. */
function stale(
  incident: Incident,
  catalog: Tocsin['world']['catalog'],
  channels: readonly SnapshotChannel[],
): string[] {
  const own = channels.find(({ id }) => id === incident.channel?.id);
  if (!own) return isGathered(incident) ? [] : ['its channel does not exist'];
  const messages = channels.flatMap((channel) => channel.messages);
  return effectsOf(incident, catalog, own.id).flatMap((effect) => {
    if (effect.type === 'topic') return own.topic === effect.text ? [] : [`the topic is ${own.topic}`];
    if (effect.type !== 'message') return [];
    const shown = messages.filter((message) => same(effectOf(message), { incident: incident.id, effect: effect.key }));
    const { text, blocks } = render(effect.view);
    const right = read({ text, blocks: blocks as never });
    return shown.every((message) => read(message) === right) ? [] : [`${effect.key} is stale`];
  });
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

/**
 * What of the invariants does not hold, measured against a run in which nothing went wrong. `anyOrder`: events arrived
 * in another order, so the timeline may tell the same in another. `anyText`: what is named may depend on that order, too;
 * that Slack shows what the timeline says always holds.
 */
export function violations(
  end: EndState,
  calm: EndState,
  { crashes, anyOrder = false, anyText = false }: { crashes: number; anyOrder?: boolean; anyText?: boolean },
): Violation[] {
  const found: Violation[] = [];
  const hold = (invariant: string, holds: boolean, detail: string) => {
    if (!holds) found.push({ invariant, detail });
  };
  const same = (invariant: string, is: unknown, should: unknown) =>
    hold(invariant, JSON.stringify(is) === JSON.stringify(should), `is ${show(is)}, should be ${show(should)}`);

  same('one open incident a key', end.open, calm.open);
  const alarms = end.incidents.flatMap((incident) => incident.alarms).sort();
  same('each alarm on exactly one incident', alarms, [...new Set(calm.incidents.flatMap((one) => one.alarms))].sort());
  same('a timeline that is never changed', end.rewritten, []);
  same('a story that is told to its end', end.brokenOff, []);
  same('one channel an incident', end.channels.length, calm.channels.length);
  for (const [index, channel] of end.channels.entries()) {
    const should = calm.channels[index];
    if (!should) continue;
    same('each message once', effects(channel.messages), effects(should.messages));
    same('the same members', channel.members, should.members);
    same('the same bookmarks', channel.bookmarks, should.bookmarks);
    same('each draft once in the canvas', channel.canvas, should.canvas);
    if (anyText) continue;
    same('the same topic', channel.topic, should.topic);
    same('the same content', texts(channel.messages), texts(should.messages));
    if (!anyOrder) same('the same name', channel.name, should.name);
  }
  same('each announcement once', effects(end.announcements), effects(calm.announcements));
  if (!anyText) same('the same announcement', texts(end.announcements), texts(calm.announcements));
  same('the same incidents', end.incidents.length, calm.incidents.length);
  for (const [index, incident] of end.incidents.entries()) {
    const should = calm.incidents[index];
    same('a complete timeline', timelineOf(incident, anyOrder), should && timelineOf(should, anyOrder));
    same('each captured message once', incident.captured, should?.captured);
    same('the ledger is done', incident.ledger, should?.ledger);
    same('head, fold and Slack agree', incident.disagreements, []);
    same('private stays private', incident.leaks, []);
  }
  hold('paged at least once', end.pages >= calm.pages, `${end.pages} pages, ${calm.pages} without trouble`);
  const most = calm.pages + crashes;
  hold('paged no more than once a crash', end.pages <= most, `${end.pages} pages with ${crashes} crashes`);
  same('no dead letters', end.deadLetters, []);
  same('everything comes to rest', end.waiting, []);
  return found;
}

const effects = (messages: readonly SeenMessage[]): string[] => messages.map(({ effect }) => effect).sort();

const texts = (messages: readonly SeenMessage[]): string[] => messages.map(({ text }) => text).sort();

/**
 * How often a step was named, or a message read, on the way depends on what came first; what it came to shows. What
 * comes by itself may be a minute late after a crash, and so stand behind other such things.
 */
function timelineOf({ timeline }: SeenIncident, anyOrder: boolean): readonly string[] {
  if (anyOrder) return timeline.filter((type) => type !== 'step.named' && type !== 'message.read').sort();
  const isTimed = (type: string) => type === 'page.escalated' || type.startsWith('reminder.');
  return [...timeline.filter((type) => !isTimed(type)), ...timeline.filter(isTimed).sort()];
}

const show = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'missing';
  return text.length > 700 ? `${text.slice(0, 700)}…` : text;
};
