/** Slack's tags for people, groups, channels and links as they are read; `names` has those that were known. */
export function inWords(text: string, names: Readonly<Record<string, string>>): string {
  const nameOf = (id: string): string | undefined => (Object.hasOwn(names, id) ? names[id] : undefined);
  return text
    .replace(/<@([UW][A-Z0-9]+)(?:\|([^<>]*))?>/g, (_, id: string, label?: string) => `@${nameOf(id) ?? (label || id)}`)
    .replace(/<#([CG][A-Z0-9]+)(?:\|([^<>]*))?>/g, (_, id: string, label?: string) => `#${nameOf(id) ?? (label || id)}`)
    .replace(/<!subteam\^([A-Z0-9]+)(?:\|([^<>]*))?>/g, (_, id: string, label?: string) =>
      `@${nameOf(id) ?? (label || id)}`.replace('@@', '@'),
    )
    .replace(/<!(here|channel|everyone)(?:\|[^<>]*)?>/g, '@$1')
    .replace(/<!date\^[^|<>]*\|([^<>]*)>/g, '$1')
    .replace(/<((?:https?|mailto):[^|<>]+)\|([^<>]*)>/g, '$2 ($1)')
    .replace(/<((?:https?|mailto):[^<>]+)>/g, '$1')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}
