import type { PagePerson } from '../../page-api.ts';

/** Slack's own voice, which is in no list of people. */
const slackbot: PagePerson = { id: 'USLACKBOT', name: 'Slackbot', bot: true };

export const authorOf = (people: readonly PagePerson[], id: string): PagePerson | undefined =>
  id === slackbot.id ? slackbot : people.find((person) => person.id === id);

/** "Ana", "Ana and Ben", "Ana, Ben and Carol". */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
