/**
 * Text for where Slack reads nothing into it (rich text): it stays to the byte, so that a command can be copied, but for
 * what cannot be sent and what would turn the direction of its neighbours or hide from readers.
 */
export const literal = (text: string): string =>
  text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f]/g, '')
    .replace(/[^\P{Cc}\n\t]/gu, '');
