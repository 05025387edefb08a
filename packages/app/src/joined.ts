import type { Incident } from '@tocsin/incident';
import type { Effect } from './effects.ts';
import type { JoinedView } from './views.ts';

const shownAlarms = 5;

/** What the channel is told of incidents that became one with this, left it again, or were split off. */
export function joinedOf({ absorbed = {}, splits = [], splitFrom }: Incident): Effect[] {
  const parts = Object.values(absorbed).map(({ id, title, channel, number, released }) => {
    const kind = released ? 'released' : 'absorbed';
    const view: JoinedView = { type: 'joined', kind, incident: id, title, ...(channel ? { channel } : {}) };
    return message(`absorbed:${number}`, view, released);
  });
  const left = splits.map(({ number, to, title, by, alarms }) =>
    message(`split-off:${number}`, {
      type: 'joined',
      kind: 'split-off',
      incident: to,
      title,
      by,
      alarms: alarms.slice(0, shownAlarms).map(({ name }) => name),
      moreAlarms: Math.max(alarms.length - shownAlarms, 0),
    }),
  );
  const { id, title, channel } = splitFrom ?? {};
  const origin: JoinedView | undefined =
    id === undefined || title === undefined
      ? undefined
      : { type: 'joined', kind: 'split-from', incident: id, title, ...(channel ? { channel } : {}) };
  return [...parts, ...left, ...(origin ? [message('split-from', origin)] : [])];
}

const message = (key: string, view: JoinedView, ifSaid?: true): Effect => ({
  key,
  type: 'message',
  to: 'channel',
  view,
  ...(ifSaid ? { ifSaid } : {}),
});
