import type { ActionsBlock, SectionBlock } from '@slack/types';
import type { ListedView } from '@tocsin/app';
import { actionIds } from '../action-ids.ts';
import { actions, button, limits, linkButton, type Rendered, section } from './elements.ts';
import { headlineOf, phaseOf } from './phase.ts';
import { bold, cut, date, outside, person } from './text.ts';

/** Which list it is. `next`: where the following page begins. */
export interface Listed {
  readonly which: 'open' | 'all' | 'mine';
  readonly incidents: readonly ListedView[];
  readonly next?: string;
  /** A page behind the first. */
  readonly further: boolean;
}

const empty: Readonly<Record<Listed['which'], string>> = {
  open: 'No incident is open.',
  all: 'There has been no incident yet.',
  mine: 'You have no part in any incident: no role, no action item, none that you joined.',
};

/** Incidents to one person, each with what to press. */
export function incidentList({ which, incidents, next, further }: Listed): Rendered {
  if (incidents.length === 0 && next === undefined) return saying(further ? 'There are no more.' : empty[which]);
  const lead = leadOf({ which, incidents, next, further });
  const more =
    next === undefined
      ? []
      : actions('more', [button('Show more', { action: `${actionIds.do}.list`, value: `${which} ${next}` })]);
  return { text: lead, blocks: [section(lead), ...incidents.flatMap((view) => listed(view)), ...more] };
}

function leadOf({ which, incidents, next, further }: Omit<Listed, 'next'> & { next: string | undefined }): string {
  if (further) return 'Further back:';
  if (which === 'mine') return 'Incidents that you have a part in:';
  if (which === 'all') return 'Open incidents and those that were over last:';
  const count = next === undefined ? String(incidents.length) : `More than ${incidents.length}`;
  return count === '1' ? 'One incident is open.' : `${count} incidents are open.`;
}

/** An incident in a few lines, and buttons to join, to open its channel, and for all else from wherever one is. */
export function listed(view: ListedView): (SectionBlock | ActionsBlock)[] {
  const over = phaseOf(view) === 'resolved';
  const join = view.joined || over ? [] : [button('Join', { action: actionIds.join, value: view.incident })];
  const more = button('More…', { action: `${actionIds.form}.more`, value: view.incident });
  return [
    section(listedWords(view)),
    ...actions(`list.${view.incident}`, [...join, ...channelButton(view.channel), more]),
  ];
}

export function listedWords(view: ListedView): string {
  const { severity, status, since, incident, channel, commander, nextUpdate } = view;
  const where = isChannel(channel) ? ` · <#${channel}>` : '';
  const command =
    phaseOf(view) === 'resolved'
      ? []
      : [commander === undefined ? 'nobody in command' : `${person(commander)} in command`];
  const update =
    nextUpdate === undefined
      ? []
      : [
          nextUpdate.overdue
            ? `⏰ update overdue since ${date(nextUpdate.at)}`
            : `next update ${date(nextUpdate.at, '{time}')}`,
        ];
  const facts = [severity, status, `since ${date(since)}`, ...command, ...update, `\`${outside(incident, 40)}\``];
  return `${bold(headlineOf(view))}\n${facts.join(' · ')}${where}`;
}

const isChannel = (id: string): boolean => /^[CG][A-Z0-9]{2,20}$/.test(id);

/** Opens the channel in whatever client the person uses (docs.slack.dev, deep linking: app_redirect). */
export const channelButton = (channel: string) =>
  isChannel(channel)
    ? linkButton('Open channel', {
        action: `${actionIds.open}.channel`,
        url: `https://slack.com/app_redirect?channel=${channel}`,
      })
    : [];

const saying = (text: string): Rendered => ({ text: cut(text, limits.fallback), blocks: [section(text)] });
