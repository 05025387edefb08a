/** Words of people as one line of Markdown in which nothing has a meaning: no heading, link, tag, variable or table. */
export function asText(words: string): string {
  return words
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\{(?=\{)/g, '{ ')
    .replace(/[\\`*_[\]<>()!|~&]/g, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2')
    .replace(/^([-=#+])/, '\\$1');
}
