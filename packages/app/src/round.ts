import type { Incident } from '@tocsin/incident';
import { channelKey, type Effect } from './effects.ts';
import { TryAgain } from './errors.ts';
import type { EffectResult } from './ledger.ts';
import { isSettled, type Performed, perform } from './perform.ts';
import type { EffectRecord, World } from './ports.ts';
import { keyOf } from './private.ts';
import { rootOf } from './turns.ts';

/** One time that an incident is looked at and shown: what was done in it, and what went wrong. */
export interface Round {
  /** Does effects side by side, each unless the ledger says that it is done. What fails is kept for the end. */
  run(effects: readonly Effect[]): Promise<void>;
  /** What an effect left behind, if it is done by now. */
  result(key: string): EffectResult | undefined;
  /** The incident's channel, once there is one. */
  channel(): string | undefined;
  /** Keys of the effects that there was something to do for. */
  readonly performed: readonly string[];
  /**
   * Ends once the ledger knows all that was done.
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
}

export function startRound(world: World, { incident, effects: records, token }: RoundOf): Round {
  const results = new Map<string, EffectResult>();
  const performed: string[] = [];
  const failures: unknown[] = [];
  const recording: Promise<unknown>[] = [];
  const home = keyOf(incident, channelKey);
  const known = records.get(home)?.result?.channel ?? incident.channel?.id;
  const channel = () => known ?? results.get(home)?.channel;

  let takenUp = 0;

  const record = (effect: Effect, { result, anew, retried, recorded }: Performed) => {
    const { key } = effect;
    if (retried) takenUp++;
    if (anew && effect.type === 'message' && effect.view.type === 'situation') measureVisible(world, incident, key);
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
    record(effect, await perform(world, { effect, incident, channel: channel(), thread, record: before, token }));
  };

  return {
    performed,
    channel,
    result: (key) => results.get(key),
    async run(effects) {
      await Promise.all(effects.map((effect) => show(effect).catch((error: unknown) => failures.push(error))));
    },
    async end() {
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
