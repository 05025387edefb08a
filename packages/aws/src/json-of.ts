/** What a text of others holds; undefined when it is no JSON. What JSON.parse says of that quotes the text, which is not for logs. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
