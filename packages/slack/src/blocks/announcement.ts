import type { AnnouncementView } from '@tocsin/app';
import { actionIds } from '../action-ids.ts';
import { actions, button, limits, type Rendered, section } from './elements.ts';
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
  const facts = [view.severity, since, ...(phase === 'resolved' ? [] : [inHand(view)]), channelOf(view.channel)];
  return {
    text: cut(`${headline} (${view.severity})`, limits.fallback),
    blocks: [
      section(`${bold(headline)}\n${facts.join(' · ')}`),
      ...actions(
        'announcement',
        phase === 'resolved' ? [] : [button('Join', { action: actionIds.join, value: view.incident })],
      ),
    ],
  };
}

function inHand({ commander, acknowledged }: AnnouncementView): string {
  if (commander !== undefined) return `${person(commander)} is in command`;
  return acknowledged ? `${person(acknowledged.by)} is on it, nobody in command` : '*nobody is on it yet*';
}

const channelOf = (id: string): string => (/^[CG][A-Z0-9]{2,20}$/.test(id) ? `<#${id}>` : 'no channel yet');
