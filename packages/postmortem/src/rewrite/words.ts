/** Words that come and go without a change of what is said. */
const free = new Set(['a', 'an', 'the', 'it', 'this', 'that', 'these', 'which', 'and']);

/** Of each group the first stands for the others. Whether it is or was is a fact, so forms of one time alone are together. */
const same: readonly (readonly string[])[] = [
  ['is', 'are'],
  ['was', 'were'],
  ['has', 'have'],
  ['began', 'started'],
  ['ended', 'finished'],
  ['lasted', 'took'],
  ['detected', 'noticed'],
  ['named', 'identified'],
  ['wrote', 'said'],
  ['happened', 'occurred'],
  ['about', 'roughly', 'approximately'],
  ['average', 'mean'],
  ['until', 'till'],
  ['fell', 'dropped'],
];
const first = new Map(same.flatMap(([one = '', ...others]) => others.map((other) => [other, one] as const)));

/** Slots and words of a text in order, less those that are free; what says the same is the same. */
export function saidIn(text: string): string[] {
  const found = text.toLowerCase().match(/\{\d+\}|[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return found.filter((word) => !free.has(word)).map((word) => first.get(word) ?? word);
}
