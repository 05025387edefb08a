import type { Incident } from '@tocsin/incident';
import { carry } from './carry.ts';
import { type Effect, fingerprintOf } from './effects.ts';
import { ChatError, TryAgain } from './errors.ts';
import type { EffectRef, EffectResult } from './ledger.ts';
import type { EffectRecord, World } from './ports.ts';
import { takeBack } from './take-back.ts';
import { writeCanvas } from './write-canvas.ts';

/** Longer than any call to Slack or SNS may take, so that a lease that ran out means a crash. */
const leaseMs = 30_000;
/** Slack and we keep different clocks: things made this long before the incident may still be its own. */
const skewMs = 120_000;

/** What an effect acts on, and where the ledger says it stands. */
export interface Attempt {
  readonly effect: Effect;
  readonly incident: Incident;
  /** The incident's channel; undefined only while there is none. */
  readonly channel: string | undefined;
  /** The message that the effect is a reply to, or pins, if it is about one. */
  readonly thread?: string | undefined;
  readonly record: EffectRecord | undefined;
  /** Tells this invocation's claims from those of others. */
  readonly token: string;
}

/** What was done; `recorded` settles once the ledger knows, so that the next effect need not wait for it. */
export interface Performed {
  readonly result: EffectResult;
  /** Whether it was not there before, be it by an earlier version of it or by a try that nobody heard of. */
  readonly anew: boolean;
  /** Whether an earlier try left it half done. */
  readonly retried: boolean;
  readonly recorded: Promise<void>;
}

/** Whether the ledger says that there is nothing left to do. */
export function isSettled(effect: Effect, record: EffectRecord | undefined): boolean {
  return (record?.state === 'done' || record?.state === 'failed') && record.fingerprint === fingerprintOf(effect);
}

/**
 * Does an effect once: claims it, looks whether an earlier try got through, does it, records it. A crash at any point
 * leaves a claim whose lease runs out; the next try then finds what is there. What Slack refuses for good is recorded
 * as failed, so that it holds nothing up.
 *
 * @throws TryAgain when somebody else holds the claim, or when Slack says that trying later can help
 */
export async function perform(world: World, attempt: Attempt): Promise<Performed> {
  const { effect, incident, record, token } = attempt;
  if (isSettled(effect, record))
    return { result: record?.result ?? {}, anew: false, retried: false, recorded: Promise.resolve() };
  const ref = { incident: incident.id, effect: effect.key };
  const fingerprint = fingerprintOf(effect);
  const now = world.clock.now();
  const lease = new Date(now.getTime() + leaseMs).toISOString();
  const claim = await world.store.claimEffect({ ...ref, token, now: now.toISOString(), lease, fingerprint });
  if (claim.type === 'held') {
    throw new TryAgain(
      `effect ${effect.key} of ${incident.id} is held until ${claim.until}`,
      Math.max(Date.parse(claim.until) - now.getTime(), 0) + 1_000,
    );
  }
  const retried = !claim.first && claim.result === undefined;
  const finish = (outcome: { result: EffectResult; state: 'done' | 'failed'; failure?: string }) =>
    world.store.finishEffect({ ...ref, token, fingerprint, ...outcome });
  try {
    const before = claim.result ?? (claim.first ? undefined : await find(world, attempt, ref));
    const result = before ? await renew(world, attempt, ref, before) : await begin(world, attempt, ref);
    return { result, anew: before === undefined, retried, recorded: finish({ result, state: 'done' }) };
  } catch (error) {
    if (goesElsewhere(effect)) return await sendLater(world, attempt, ref, error);
    if (!(error instanceof ChatError)) throw error;
    const { slackCode: code, method, retry } = error;
    world.log.warn('effect', { incident: incident.id, effect: effect.key, method, code, retry });
    const giveBack = (as: EffectRecord | undefined) => world.store.releaseEffect({ ...ref, token, record: as });
    if (retry === 'later') {
      await giveBack(record);
      throw new TryAgain(`${effect.key}: ${error.message}`, error.retryAfterMs ?? 5_000, { cause: error });
    }
    if (retry === 'unknown-outcome') {
      // Without an answer the operation may still be under way: the lease keeps everybody off until it surely is over.
      if (!answered(error)) throw new TryAgain(`${effect.key}: ${error.message}`, leaseMs + 1_000, { cause: error });
      await giveBack(claim.result ? record : { key: effect.key, state: 'claimed', lease: now.toISOString() });
      throw new TryAgain(`${effect.key}: ${error.message}`, 2_000, { cause: error });
    }
    if (effect.type === 'channel') throw new TryAgain(`${effect.key}: ${error.message}`, 60_000, { cause: error });
    return {
      result: claim.result ?? {},
      anew: false,
      retried,
      recorded: finish({ result: claim.result ?? {}, state: 'failed', failure: code }),
    };
  }
}

const goesElsewhere = ({ type }: Effect): boolean => ['page', 'task', 'draft'].includes(type);

/** Nothing in Slack waits for what goes elsewhere, and it is tried again until it gets through. */
async function sendLater(
  world: World,
  { effect, record, token }: Attempt,
  ref: EffectRef,
  error: unknown,
): Promise<never> {
  world.log.error(effect.type, { ...ref, error });
  await world.store.releaseEffect({ ...ref, token, record });
  throw new TryAgain(`${effect.key}: ${error instanceof Error ? error.message : String(error)}`, 10_000, {
    cause: error,
  });
}

const answered = ({ slackCode }: ChatError): boolean => slackCode !== 'timeout' && slackCode !== 'network';

async function find(
  world: World,
  { effect, incident, channel, thread }: Attempt,
  ref: EffectRef,
): Promise<EffectResult | undefined> {
  const since = new Date(Date.parse(incident.declared.at) - skewMs).toISOString();
  if (effect.type === 'channel') {
    const found = await world.chat.findChannel({
      names: effect.names,
      createdAfter: since,
      ...(effect.private ? { private: true } : {}),
    });
    return found && { channel: found.id, name: found.name };
  }
  // What is not looked up is safe to repeat: Slack takes the same topic, member or bookmark twice, and a page lost is
  // worse than a page doubled.
  if (effect.type !== 'message') return undefined;
  const place = placeOf(world, effect, channel);
  const found = await world.chat.findPost({ channel: place, effect: ref, since, ...inThread(thread) });
  return found && { channel: place, ts: found.ts };
}

/** A try that left nothing behind said nothing; what is only brought up to date if it was said has nothing to do. */
async function begin(world: World, attempt: Attempt, ref: EffectRef): Promise<EffectResult> {
  const { effect } = attempt;
  return effect.type === 'message' && effect.ifSaid ? {} : create(world, attempt, ref);
}

async function create(world: World, attempt: Attempt, ref: EffectRef): Promise<EffectResult> {
  const { effect, channel, thread } = attempt;
  const { chat, pager } = world;
  switch (effect.type) {
    case 'channel':
      return createChannel(world, attempt, effect);
    case 'message': {
      const place = placeOf(world, effect, channel);
      const { ts } = await chat.post({ channel: place, view: effect.view, effect: ref, ...inThread(thread) });
      return { channel: place, ts };
    }
    case 'page':
      await pager.page({ target: effect.target, subject: effect.subject, text: effect.text });
      return {};
    case 'task':
      await world.tasks.send(effect.task);
      return {};
    case 'draft':
      await world.draftQueue.send({ incident: attempt.incident.id, number: effect.number });
      return {};
    case 'carry':
      await carry(world, attempt.incident, effect.carry);
      return {};
    case 'invite':
      await chat.inviteGroup({ channel: required(channel), userGroup: effect.userGroup });
      return {};
    case 'member':
      await chat.invite({ channel: required(channel), user: effect.user });
      return {};
    case 'part': {
      const { id, declared } = attempt.incident;
      const { user, owes } = effect;
      const part = { incident: id, user, since: declared.at, ...(owes === undefined ? {} : { owes }) };
      await world.store.savePart(part);
      return {};
    }
    case 'pin':
      await chat.pin({ channel: required(channel), ts: required(thread) });
      return {};
    case 'topic':
      await chat.setTopic({ channel: required(channel), text: effect.text });
      return {};
    case 'bookmark':
      await chat.bookmark({ channel: required(channel), title: effect.title, link: effect.link });
      return {};
    case 'canvas':
      return writeCanvas(world, attempt.incident, { ...effect, channel: required(channel) });
    case 'erase':
    case 'leave':
      await takeBack(world, attempt.incident, effect);
      return {};
    default:
      return effect satisfies never;
  }
}

/** Brings what is there up to date; everything but messages is simply set again. */
async function renew(world: World, attempt: Attempt, ref: EffectRef, before: EffectResult): Promise<EffectResult> {
  const { effect } = attempt;
  if (effect.type === 'channel' || goesElsewhere(effect)) return before;
  if (effect.type === 'canvas')
    return writeCanvas(world, attempt.incident, { ...effect, channel: required(attempt.channel), before });
  if (effect.type !== 'message') return create(world, attempt, ref);
  const { channel, ts } = before;
  if (channel === undefined || ts === undefined) return create(world, attempt, ref);
  await world.chat.update({ channel, ts, view: effect.view, effect: ref });
  return before;
}

/** A taken name is our own from a try that Slack carried out without our hearing of it, or somebody else's: the next. */
async function createChannel(
  { chat }: World,
  { incident }: Attempt,
  { names, private: hidden }: Effect & { type: 'channel' },
): Promise<EffectResult> {
  const createdAfter = new Date(Date.parse(incident.declared.at) - skewMs).toISOString();
  const only = hidden ? { private: true } : {};
  for (const name of names) {
    try {
      const made = await chat.createChannel({ name, ...only });
      return { channel: made.id, name: made.name };
    } catch (error) {
      if (!(error instanceof ChatError) || error.slackCode !== 'name_taken') throw error;
      const own = await chat.findChannel({ names: [name], createdAfter, ...only });
      if (own) return { channel: own.id, name: own.name };
    }
  }
  throw new ChatError({ method: 'conversations.create', slackCode: 'name_taken', retry: 'never' });
}

const inThread = (thread: string | undefined): { thread?: string } => (thread === undefined ? {} : { thread });

function placeOf(
  { incidentsChannel }: World,
  effect: Effect & { type: 'message' },
  channel: string | undefined,
): string {
  return effect.to === 'announcements' ? incidentsChannel : required(channel);
}

function required(channel: string | undefined): string {
  if (channel === undefined) throw new Error('an effect in the channel was begun before there is one');
  return channel;
}
