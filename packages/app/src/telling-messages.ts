import { type CapturedContent, type CapturedFile, inWords } from '@tocsin/incident';

/** What somebody wrote in the channel, with names as they were read then, and what came with it. */
export function messageStory({ text, names, files }: Pick<CapturedContent, 'text' | 'names' | 'files'>): string {
  const words = inWords(text, names).trim();
  const attached = files.map(fileStory).join(', ');
  if (words === '') return attached === '' ? 'posted a message without words' : `posted ${attached}`;
  return attached === '' ? `wrote: ${words}` : `wrote: ${words} (with ${attached})`;
}

const fileStory = ({ name, missing }: CapturedFile): string =>
  missing === undefined ? name : `${name}, not kept: ${missing}`;

/** Slack ids of people, groups and channels that a text mentions. */
export function mentionedIn(text: string): { people: string[]; groups: string[]; channels: string[] } {
  const all = (pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, id = '']) => id))];
  return {
    people: all(/<@([UW][A-Z0-9]+)/g),
    groups: all(/<!subteam\^([A-Z0-9]+)/g),
    channels: all(/<#([CG][A-Z0-9]+)/g),
  };
}
