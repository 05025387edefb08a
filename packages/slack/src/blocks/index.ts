import type { MessageView } from '@tocsin/app';
import { actionList } from './action-list.ts';
import { announcement } from './announcement.ts';
import type { Rendered } from './elements.ts';
import { gathered } from './gathered.ts';
import { handoff } from './handoff.ts';
import { joined } from './joined.ts';
import { moved } from './moved.ts';
import { paged } from './paged.ts';
import { postmortem } from './postmortem.ts';
import { proposal } from './proposal.ts';
import { reminder } from './reminder.ts';
import { shut } from './shut.ts';
import { situation } from './situation.ts';
import { update } from './update.ts';
import { runbookOffer, walk, walkHanded } from './walk/index.ts';

/** What people are shown as Slack takes it: escaped, cut, within Slack's limits. Pure. */
export function render(view: MessageView): Rendered {
  switch (view.type) {
    case 'situation':
      return situation(view);
    case 'announcement':
      return announcement(view);
    case 'handoff':
      return handoff(view);
    case 'joined':
      return joined(view);
    case 'gathered':
      return gathered(view);
    case 'moved':
      return moved();
    case 'shut':
      return shut(view);
    case 'reminder':
      return reminder(view);
    case 'proposal':
      return proposal(view);
    case 'actions':
      return actionList(view);
    case 'paged':
      return paged(view);
    case 'update':
      return update(view);
    case 'walk':
      return walk(view);
    case 'walk-handed':
      return walkHanded(view);
    case 'postmortem':
      return postmortem(view);
    case 'runbook-offer':
      return runbookOffer(view);
    default:
      return view satisfies never;
  }
}

export { actionList, actionReply } from './action-list.ts';
export { announcement } from './announcement.ts';
export { catchup } from './catchup.ts';
export type { Rendered } from './elements.ts';
export { gatheredList } from './gathered.ts';
export { didYouMean, type HelpGroup, help, helpOf } from './help.ts';
export { incidentList, type Listed } from './incident-list.ts';
export { postmortem, postmortemLinks } from './postmortem.ts';
export { proposal } from './proposal.ts';
export * from './replies.ts';
export { situation } from './situation.ts';
export { type Stretch, timeline } from './timeline.ts';
export { proposedChange, runbookList, walk } from './walk/index.ts';
