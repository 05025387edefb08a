import type { Tier } from '../api/method.ts';
import type { Clock } from '../clock.ts';

/** https://docs.slack.dev/apis/web-api/rate-limits: "20+ per minute" and the like; here the floor is the limit. */
const perMinute = { 1: 1, 2: 20, 3: 50, 4: 100 } as const;
const minuteMs = 60_000;
/** chat.postMessage: one a second and channel, "short bursts" allowed; how short is not documented. */
const burst = 5;
const postEveryMs = 1_000;

/** Counts calls by the clock. */
export class RateLimits {
  readonly #clock: Clock;
  readonly #calls = new Map<string, number[]>();
  /** By channel: when the calls so far are used up. */
  readonly #posts = new Map<string, number>();
  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts a call that may be made; of one that may not, says how many seconds to wait. */
  take(method: string, { tier, channel }: { tier: Tier; channel: string }): number | undefined {
    if (tier === 'special') return undefined;
    return tier === 'posting' ? this.#post(channel) : this.#call(method, perMinute[tier]);
  }

  #call(method: string, most: number): number | undefined {
    const now = this.#clock.now().getTime();
    const calls = (this.#calls.get(method) ?? []).filter((at) => at > now - minuteMs);
    this.#calls.set(method, calls);
    const [oldest] = calls;
    if (calls.length >= most && oldest !== undefined) return seconds(oldest + minuteMs - now);
    calls.push(now);
    return undefined;
  }

  #post(channel: string): number | undefined {
    const now = this.#clock.now().getTime();
    const usedUntil = Math.max(now, this.#posts.get(channel) ?? 0);
    const wait = usedUntil - now - (burst - 1) * postEveryMs;
    if (wait > 0) return seconds(wait);
    this.#posts.set(channel, usedUntil + postEveryMs);
    return undefined;
  }
}

const seconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1_000));
