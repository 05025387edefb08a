import type { Incident, Update } from '@tocsin/incident';
import type { Effect } from './effects.ts';
import { nameOf } from './telling.ts';
import type { UpdateView } from './views.ts';

export const announcementKey = 'announcement';

/** Each update is a message of its own: in the channel, and below the announcement for those who only follow that. */
export function updatesOf(incident: Incident): Effect[] {
  const { earlierUpdates = [], update } = incident;
  return [...earlierUpdates, ...(update ? [update] : [])].flatMap((one): Effect[] => {
    const view = updateOf(incident, one);
    const key = `update:${one.number}`;
    return [
      { key, type: 'message', to: 'channel', view },
      { key: `${key}:announced`, type: 'message', to: 'announcements', inThreadOf: announcementKey, view },
    ];
  });
}

function updateOf({ id }: Incident, { by, ...update }: Update): UpdateView {
  return { type: 'update', incident: id, by: nameOf(by), ...update };
}
