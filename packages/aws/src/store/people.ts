import type { PeopleMemory } from '@tocsin/app';
import { groupKey, personKey } from './keys.ts';
import { recall, remember } from './memory.ts';
import type { TableAccess } from './table-access.ts';

/** What Slack said of people and groups: asked of Slack once a day for all processes, and there when Slack is not. */
export function dynamoPeople(access: TableAccess): PeopleMemory {
  return {
    recallPerson: (user) => recall(access, personKey(user)),
    rememberPerson: (user, { at, value }) => remember(access, personKey(user), at, value),
    recallMembers: (group) => recall(access, groupKey(group)),
    rememberMembers: (group, { at, value }) => remember(access, groupKey(group), at, value),
  };
}
