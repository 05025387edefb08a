/** Chance that a seed repeats. */
export interface Chance {
  /** From 0 to below 1. */
  next(): number;
  between(least: number, most: number): number;
  /** How many of so many come up, each with the same probability. */
  binomial(count: number, probability: number): number;
  /** How many come in a stretch in which so many do on average. */
  poisson(mean: number): number;
}

/** mulberry32: 32 bits of state, good enough for traffic and the same on every machine. */
export function chanceOf(seed: number): Chance {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const poisson = (mean: number): number => {
    if (mean <= 0) return 0;
    if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = next(); product > limit; product *= next()) count++;
    return count;
  };
  return {
    next,
    poisson,
    between: (least, most) => least + (most - least) * next(),
    binomial(count, probability) {
      if (count <= 0 || probability <= 0) return 0;
      if (probability >= 1) return count;
      // Rare events and few tries as they are; many of both are as good as normal.
      const mean = count * probability;
      if (mean < 30 && probability < 0.1) return Math.min(count, poisson(mean));
      if (count > 60) {
        const drawn = Math.round(mean + Math.sqrt(mean * (1 - probability)) * normal());
        return Math.min(count, Math.max(0, drawn));
      }
      let hits = 0;
      for (let index = 0; index < count; index++) if (next() < probability) hits++;
      return hits;
    },
  };
}
