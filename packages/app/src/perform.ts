import type { Incident } from '@tocsin/incident';
import { carry } from './carry.ts';
import { claimEffect, leaseMs } from './claim-effect.ts';
import { type Effect, fingerprintOf } from './effects.ts';
import { ChatError, TryAgain } from './errors.ts';
import { tellOther } from './gathering/tell.ts';
import type { Claim, EffectRef, EffectResult } from './ledger.ts';
import { type BegunChannel, earliestOf, makeChannel } from './make-channel.ts';
import type { EffectRecord, World } from './ports.ts';
import { takeBack } from './take-back.ts';
import { writeCanvas } from './write-canvas.ts';

/**
 * Refused until somebody mends it in Slack: recorded as failed, so that it holds nothing up, and tried again whenever the
 * incident is shown.
 */
const mendable = new Set([
  'is_archived',
  'is_inactive',
  'not_in_channel',
  'channel_not_found',
  'missing_scope',
  'no_permission',
]);

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
  /** The claim, once there is one; it may have been made ahead. */
  readonly claim?: Claim | undefined;
  /** The channel, if it was begun with that claim. */
  readonly begun?: BegunChannel | undefined;
}

/** What was done; `recorded` settles once the ledger knows, so that the next effect need not wait for it. */
export interface Performed {
  readonly result: EffectResult;
  /** Whether it was not there before, be it by an earlier version of it or by a try that nobody heard of. */
  readonly anew: boolean;
  /** Whether an earlier try left it half done. */
  readonly retried: boolean;
  /** Why Slack would not have it. */
  readonly failure?: string;
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
 * A channel that nobody has tried to make is made beside its claim: Slack gives a name once, so the name is a claim, too,
 * and whoever comes second finds the first one's channel by it.
 *
 * @throws TryAgain when somebody else holds the claim, or when Slack says that trying later can help
 */
export async function perform(world: World, attempt: Attempt): Promise<Performed> {
  const { effect, incident, record, token } = attempt;
  if (isSettled(effect, record))
    return { result: record?.result ?? {}, anew: false, retried: false, recorded: Promise.resolve() };
  const ref = { incident: incident.id, effect: effect.key };
  const fingerprint = fingerprintOf(effect);
  const making = effect.type === 'channel' && record === undefined ? makeChannel(world, attempt, effect) : undefined;
  const [claim] = await Promise.all([
    attempt.claim ?? claimEffect(world, { effect, incident: incident.id, token }),
    making?.catch(() => {}),
  ]);
  if (claim.type === 'held') {
    const afterMs = Math.max(Date.parse(claim.until) - world.clock.now().getTime(), 0) + 1_000;
    throw new TryAgain(`effect ${effect.key} of ${incident.id} is held until ${claim.until}`, afterMs);
  }
  const retried = !claim.first && claim.result === undefined;
  const finish = (outcome: {
    result: EffectResult;
    state: 'done' | 'failed';
    failure?: string;
    /** Another than the effect's own: it is not settled by this. */
    fingerprint?: string;
  }) => world.store.finishEffect({ ...ref, token, fingerprint, ...outcome });
  try {
    const before = claim.result ?? (claim.first || making ? undefined : await find(world, attempt, ref));
    const result = making
      ? await making
      : before
        ? await renew(world, attempt, ref, before)
        : await begin(world, { ...attempt, claim }, ref);
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
      await giveBack(
        claim.result ? record : { key: effect.key, state: 'claimed', lease: world.clock.now().toISOString() },
      );
      throw new TryAgain(`${effect.key}: ${error.message}`, 2_000, { cause: error });
    }
    if (effect.type === 'channel') throw new TryAgain(`${effect.key}: ${error.message}`, 60_000, { cause: error });
    const result = claim.result ?? {};
    const known = mendable.has(code) ? { fingerprint: 'none' } : {};
    const recorded = finish({ result, state: 'failed', failure: code, ...known });
    return { result, anew: false, retried, failure: code, recorded };
  }
}

const goesElsewhere = ({ type }: Effect): boolean => ['page', 'task', 'draft', 'tell'].includes(type);

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
  const since = earliestOf(incident);
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

/** Whether there can be nothing of it yet. */
const isFirst = ({ claim, record }: Attempt): boolean =>
  record === undefined && claim?.type === 'claimed' && claim.first;

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
      return makeChannel(world, attempt, effect);
    case 'message': {
      const place = placeOf(world, effect, channel);
      const { ts } = await chat.post({ channel: place, view: effect.view, effect: ref, ...inThread(thread) });
      return { channel: place, ts };
    }
    case 'page':
      await pager.page({
        target: effect.target,
        subject: effect.subject,
        text: effect.text,
        incident: attempt.incident.id,
      });
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
    case 'tell':
      await tellOther(world, attempt.incident, effect);
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
    case 'bookmark': {
      const { title, link } = effect;
      await chat.bookmark({ channel: required(channel), title, link, first: isFirst(attempt) });
      return {};
    }
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
