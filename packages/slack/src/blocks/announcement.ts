import type { Button } from '@slack/types';
import type { AnnouncementView } from '@tocsin/app';
import { actionIds } from '../action-ids.ts';
import { actions, button, limits, linkButton, type Rendered, section } from './elements.ts';
import { headlineOf, phaseOf } from './phase.ts';
import { bold, channel, cut, date, outside, person } from './text.ts';

/** An incident's one entry in the incidents channel: what is broken, how bad, who has it, where to go. */
export function announcement(view: AnnouncementView): Rendered {
  const headline = headlineOf(view);
  const phase = phaseOf(view);
  const since =
    phase === 'recovered' && view.recoveredAt !== undefined
      ? `calm since ${date(view.recoveredAt)}`
      : `since ${date(view.since)}`;
  if (view.merged) {
    const where = view.merged.channel === undefined ? '' : ` · goes on in ${channel(view.merged.channel)}`;
    return {
      text: cut(headline, limits.fallback),
      blocks: [section(`${bold(headline)}\nwas ${outside(view.title, 150)}${where}`)],
    };
  }
  const next = view.nextUpdate && !view.nextUpdate.overdue ? [`next update ${date(view.nextUpdate.at, '{time}')}`] : [];
  const hand = phase === 'resolved' ? [] : [inHand(view)];
  const others = view.gathered ? [`${view.gathered.failing} of ${view.gathered.total} more incidents failing`] : [];
  const facts = [view.severity, view.status, since, ...hand, ...next, ...others, channelOf(view.channel)];
  return {
    text: cut(`${headline} (${view.severity})`, limits.fallback),
    blocks: [
      section([bold(headline), facts.join(' · '), ...overdue(view)].join('\n')),
      ...actions('announcement', [...joinButton(view), ...openButton(view.channel)]),
    ],
  };
}

function inHand({ commander, acknowledged }: AnnouncementView): string {
  if (commander !== undefined) return `${person(commander)} is in command`;
  return acknowledged ? `${person(acknowledged.by)} is on it, nobody in command` : '*nobody is on it yet*';
}

/** What people were reminded of and have not done. */
function overdue({ nextUpdate, leaderless }: AnnouncementView): string[] {
  const late = [
    ...(leaderless ? ['nobody has taken command'] : []),
    ...(nextUpdate?.overdue ? [`update overdue since ${date(nextUpdate.at)}`] : []),
  ];
  return late.length === 0 ? [] : [`⏰ ${late.join(' · ')}`];
}

const joinButton = (view: AnnouncementView): Button[] =>
  phaseOf(view) === 'resolved' ? [] : [button('Join', { action: actionIds.join, value: view.incident })];

/** Opens the channel in whichever client the reader uses (docs.slack.dev, deep linking). */
const openButton = (id: string): Button[] =>
  isChannel(id)
    ? linkButton('Open', {
        action: `${actionIds.open}.channel`,
        url: `https://slack.com/app_redirect?channel=${id}`,
      })
    : [];

const isChannel = (id: string): boolean => /^[CG][A-Z0-9]{2,20}$/.test(id);
const channelOf = (id: string): string => (isChannel(id) ? `<#${id}>` : 'no channel yet');
