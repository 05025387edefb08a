/** Whether a text fits a pattern in which `*` stands for any text, and nothing else has a meaning. */
export function matches(pattern: string, text: string): boolean {
  return meet(pattern, text, '');
}

/** Whether some text fits both patterns: what an address with variables in it may become. */
export function couldMatch(pattern: string, other: string): boolean {
  return meet(pattern, other, '*');
}

function meet(pattern: string, other: string, wildcard: string): boolean {
  // reach[j]: the part of `pattern` read so far and the first j letters of `other` can be one text.
  const isWild = (letter: string | undefined): boolean => wildcard !== '' && letter === wildcard;
  let reach = [true];
  for (let j = 1; j <= other.length; j++) reach.push((reach[j - 1] ?? false) && isWild(other[j - 1]));
  for (const letter of pattern) {
    const next = [letter === '*' ? (reach[0] ?? false) : false];
    for (let j = 1; j <= other.length; j++) {
      const theirs = other[j - 1];
      if (letter === '*') next.push((reach[j] ?? false) || (next[j - 1] ?? false));
      else if (isWild(theirs)) next.push((reach[j] ?? false) || (next[j - 1] ?? false) || (reach[j - 1] ?? false));
      else next.push(letter === theirs && (reach[j - 1] ?? false));
    }
    reach = next;
  }
  return reach[other.length] ?? false;
}
