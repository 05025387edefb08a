import type { Entry, PageTarget } from '@tocsin/incident';

/** What was done about an action item, in words. */
export function actionStory(entry: Extract<Entry, { readonly type: `action.${string}` }>): string {
  switch (entry.type) {
    case 'action.added':
      return `added ${entry.action}: ${[entry.text, ...forWhom(entry)].join(', ')}`;
    case 'action.changed':
      return `changed ${entry.action}: ${[...(entry.text === undefined ? [] : [entry.text]), ...forWhom(entry)].join(', ')}`;
    case 'action.done':
      return `did ${entry.action}`;
    case 'action.dropped':
      return `dropped ${entry.action}: ${entry.reason}`;
    case 'action.reopened':
      return `reopened ${entry.action}`;
    default:
      return entry satisfies never;
  }
}

function forWhom({ owner, due, kind }: { owner?: string | null; due?: string | null; kind?: string | null }): string[] {
  return [
    ...(owner === undefined ? [] : [owner === null ? 'without an owner' : `for <@${owner}>`]),
    ...(due === undefined ? [] : [due === null ? 'without a due date' : `due ${due}`]),
    ...(kind === undefined ? [] : [kind === null ? 'of no kind' : `to ${kind}`]),
  ];
}

export function pageStory({ target, reason }: Extract<Entry, { type: 'page.requested' }>): string {
  return `paged ${pagedAs(target)}${reason === undefined ? '' : `: ${reason}`}`;
}

function pagedAs(target: PageTarget | undefined): string {
  switch (target?.type) {
    case 'team':
      return target.team;
    case 'person':
      return `<@${target.person}>`;
    case 'group':
      return 'a user group';
    default:
      return 'whoever is in charge';
  }
}
