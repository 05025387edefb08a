/** What remains of each method's minute, and of each channel's second. */
export interface RateLimits {
  /** Seconds to wait, or undefined when the call may go on. */
  check(method: string, perMinute: number | undefined, channel: string | undefined): number | undefined;
}

/** chat.postMessage: about one a second and channel, short bursts tolerated (docs.slack.dev, rate limits). */
const postBurst = 4;

/** A bucket that refills evenly: tiers are stated per minute, with bursts tolerated up to the whole of it. */
export function rateLimits(now: () => Date): RateLimits {
  const buckets = new Map<string, { level: number; at: number }>();
  const take = (key: string, size: number, perSecond: number): number | undefined => {
    const at = now().getTime();
    const bucket = buckets.get(key) ?? { level: size, at };
    const level = Math.min(size, bucket.level + ((at - bucket.at) / 1_000) * perSecond);
    if (level < 1) {
      buckets.set(key, { level, at });
      return Math.max(1, Math.ceil((1 - level) / perSecond));
    }
    buckets.set(key, { level: level - 1, at });
    return undefined;
  };
  return {
    check(method, perMinute, channel) {
      if (method === 'chat.postMessage' && channel !== undefined) return take(`${method} ${channel}`, postBurst, 1);
      return perMinute === undefined ? undefined : take(method, perMinute, perMinute / 60);
    },
  };
}
