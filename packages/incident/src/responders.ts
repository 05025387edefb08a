import type { PeopleCommand } from './commands.ts';
import { accept, type Decision, refuse } from './decision.ts';
import type { Entry } from './entries.ts';
import type { Incident } from './incident.ts';

/** Keeps the snapshot small; more people than this read along without being told by name. */
export const mostResponders = 200;

/** Whoever declared, acknowledged, joined or was given a role, in that order; Slack user ids. */
export const respondersOf = (incident: Pick<Incident, 'responders'>): readonly string[] => incident.responders ?? [];

/** Joining once invites once: whoever left the channel since can walk back in by themselves. */
export function join(incident: Incident, { by, who }: PeopleCommand & { type: 'join' }, at: string): Decision {
  if (incident.status === 'closed')
    return refuse('not-open', `incident ${incident.id} is closed; nobody needs to respond to it`);
  const responders = respondersOf(incident);
  if (responders.includes(who))
    return refuse('already-done', by.id === who ? 'you joined already' : `<@${who}> joined already`);
  if (responders.length >= mostResponders)
    return refuse('not-possible', `${mostResponders} people joined; open its channel to read along`);
  return accept({ type: 'responder.joined', at, by, who });
}

/** The incident with whoever an entry makes a responder. */
export function withResponder(incident: Incident, entry: Entry): Incident {
  const who = responderBy(entry);
  const before = respondersOf(incident);
  if (who === undefined || before.includes(who) || before.length >= mostResponders) return incident;
  return { ...incident, responders: [...before, who] };
}

function responderBy(entry: Entry): string | undefined {
  switch (entry.type) {
    case 'incident.declared':
    case 'incident.acknowledged':
      return entry.by.type === 'person' ? entry.by.id : undefined;
    case 'role.assigned':
      return entry.to;
    case 'responder.joined':
      return entry.who;
    default:
      return undefined;
  }
}
