import type { Incident } from '@tocsin/incident';
import { claimEffect } from './claim-effect.ts';
import { channelKey, type Effect } from './effects.ts';
import { TryAgain } from './errors.ts';
import type { Claim, EffectResult } from './ledger.ts';
import type { BegunChannel } from './make-channel.ts';
import { type Attempt, isSettled, type Performed, perform } from './perform.ts';
import type { EffectRecord, World } from './ports.ts';
import { keyOf } from './private.ts';
import { rootOf } from './turns.ts';

/** One time that an incident is looked at and shown: what was done in it, and what went wrong. */
export interface Round {
  /** Does effects side by side, each unless the ledger says that it is done. What fails is kept for the end. */
  run(effects: readonly Effect[]): Promise<void>;
  /** Claims effects that nobody has tried yet, so that they need not wait for that once it is their turn. */
  ahead(effects: readonly Effect[]): void;
  /** What an effect left behind, if it is done by now. */
  result(key: string): EffectResult | undefined;
  /** Whether Slack refused one of these for one of these reasons. */
  refused(effects: readonly Pick<Effect, 'key'>[], reasons: readonly string[]): boolean;
  /** The incident's channel, once there is one. */
  channel(): string | undefined;
  /** Keys of the effects that there was something to do for. */
  readonly performed: readonly string[];
  /**
   * Ends once the ledger knows all that was done, and nothing is claimed that had no turn.
   *
   * @throws TryAgain when something is left for later; AggregateError when something failed that should not
   */
  end(): Promise<void>;
}

export interface RoundOf {
  readonly incident: Incident;
  /** What the ledger says. */
  readonly effects: ReadonlyMap<string, EffectRecord>;
  /** Tells this round's claims from those of others. */
  readonly token: string;
  /** Its channel, if that is on its way already. */
  readonly begun?: BegunChannel | undefined;
}

export function startRound(world: World, { incident, effects: records, token, begun }: RoundOf): Round {
  const results = new Map<string, EffectResult>();
  const refusals = new Map<string, string>();
  const performed: string[] = [];
  const failures: unknown[] = [];
  const recording: Promise<unknown>[] = [];
  const claims = new Map<string, Promise<Claim>>();
  const home = keyOf(incident, channelKey);
  const known = records.get(home)?.result?.channel ?? incident.channel?.id;
  const channel = () => known ?? results.get(home)?.channel;

  let takenUp = 0;
  let awaited = begun;

  const record = (effect: Effect, { result, anew, retried, failure, recorded }: Performed) => {
    const { key } = effect;
    if (retried) takenUp++;
    if (anew && effect.type === 'message' && effect.view.type === 'situation') measureVisible(world, incident, key);
    if (failure !== undefined) refusals.set(key, failure);
    performed.push(key);
    results.set(key, result);
    recording.push(recorded.catch((error: unknown) => failures.push(error)));
  };
  const show = async (effect: Effect): Promise<void> => {
    const before = records.get(effect.key);
    const root = rootOf(effect);
    const thread = root === undefined ? undefined : results.get(root)?.ts;
    if (root !== undefined && thread === undefined) return;
    if (effect.type === 'message' && effect.ifSaid && !before) return;
    if (isSettled(effect, before)) {
      results.set(effect.key, before?.result ?? {});
      return;
    }
    record(effect, await perform(world, await attemptOf(effect, { channel: channel(), thread, record: before })));
  };
  const attemptOf = async (effect: Effect, known: Pick<Attempt, 'channel' | 'thread' | 'record'>): Promise<Attempt> => {
    if (awaited && effect.key === channelKey) {
      const channel = awaited;
      const claim = await channel.claim;
      awaited = undefined;
      const isOurs = claim.type === 'claimed' && claim.first;
      // Whoever looks for what an earlier try made finds this one, too.
      if (!isOurs) await channel.made.catch(() => {});
      // What the ledger had when it was read may be this very claim.
      return { effect, incident, ...known, token, claim, ...(isOurs ? { record: undefined, begun: channel } : {}) };
    }
    const claiming = claims.get(effect.key);
    claims.delete(effect.key);
    return { effect, incident, ...known, token, claim: await claiming };
  };
  const giveBack = async (effect: string, claiming: Promise<Claim>): Promise<void> => {
    const { type } = await claiming;
    if (type === 'claimed')
      await world.store.releaseEffect({ incident: incident.id, effect, token, record: undefined });
  };

  return {
    performed,
    channel,
    result: (key) => results.get(key),
    refused: (effects, reasons) => effects.some(({ key }) => reasons.includes(refusals.get(key) ?? '')),
    async run(effects) {
      await Promise.all(effects.map((effect) => show(effect).catch((error: unknown) => failures.push(error))));
    },
    ahead(effects) {
      for (const effect of effects.filter(({ key }) => !records.has(key))) {
        const claiming = claimEffect(world, { effect, incident: incident.id, token });
        claims.set(effect.key, claiming);
        // Whoever does the effect, or gives it back, hears of the failure.
        claiming.catch(() => {});
      }
    },
    async end() {
      for (const [effect, claiming] of claims)
        recording.push(giveBack(effect, claiming).catch((error: unknown) => failures.push(error)));
      if (awaited) recording.push(awaited.abandon().catch((error: unknown) => failures.push(error)));
      await Promise.all(recording);
      const again = failures.length + takenUp;
      if (again > 0) world.measure?.({ EffectsRetried: again }, { incident: incident.id });
      const surprises = failures.filter((failure) => !(failure instanceof TryAgain));
      if (surprises.length > 0) throw new AggregateError(surprises, `effects of incident ${incident.id} failed`);
      const waits = failures.filter((failure) => failure instanceof TryAgain);
      if (waits.length === 0) return;
      const afterMs = Math.max(...waits.map((wait) => wait.afterMs));
      throw new TryAgain(waits.map((wait) => wait.message).join('; '), afterMs, { cause: waits[0] });
    },
  };
}

/** From the first alarm's own time: what people wait for. An incident that somebody declared has none. */
function measureVisible({ clock, measure }: World, incident: Incident, effect: string): void {
  const fired = Object.values(incident.alarms).map(({ firstFiredAt }) => Date.parse(firstFiredAt));
  if (fired.length === 0) return;
  const sinceMs = clock.now().getTime() - Math.min(...fired);
  measure?.({ AlarmToVisible: Math.max(0, sinceMs) }, { incident: incident.id, effect });
}
