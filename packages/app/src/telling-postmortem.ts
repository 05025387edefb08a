import { type Entry, named } from '@tocsin/incident';

type PostmortemEntry = Extract<Entry, { readonly type: `postmortem.${string}` }>;

export function postmortemStory(entry: PostmortemEntry): string {
  switch (entry.type) {
    case 'postmortem.requested':
      return `asked for draft ${entry.number} of the postmortem`;
    case 'postmortem.drafted':
      return `drafted the postmortem (${entry.number})`;
    case 'postmortem.failed':
      return `could not draft the postmortem (${entry.number}): ${entry.reason}`;
    case 'postmortem.moved':
      return `said that the postmortem is ${named(entry.to)}`;
    case 'postmortem.taken':
      return `took draft ${entry.number} of the postmortem into the canvas`;
    default:
      return entry satisfies never;
  }
}
