import type { Actor } from './actor.ts';
import type { PeopleCommand } from './commands.ts';
import { accept, type Decision, refuse } from './decision.ts';
import type { Entry } from './entries.ts';
import type { Incident } from './incident.ts';

/** What people were told of how it goes, and when they hear more. It stays as it was said. */
export interface Update {
  /** 1 for the incident's first; tells them apart for good. */
  readonly number: number;
  readonly at: string;
  readonly by: Actor;
  readonly text: string;
  readonly impact?: string;
  /** When the next one is promised for. */
  readonly nextAt?: string;
}

/** Earlier ones are in the channel since long. */
const remembered = 2;

export function postUpdate(
  { id, status }: Incident,
  { by, text, impact, nextAt }: PeopleCommand & { type: 'post-update' },
  at: string,
): Decision {
  if (status === 'closed') return refuse('not-open', `incident ${id} is closed, and its timeline with it`);
  if (nextAt !== undefined && !(nextAt > at))
    return refuse('not-possible', 'the next update cannot be due in the past; choose a later time');
  return accept({
    type: 'update.posted',
    at,
    by,
    text,
    ...(impact === undefined ? {} : { impact }),
    ...(nextAt === undefined ? {} : { nextAt }),
  });
}

/** The incident with its latest update, and those before it that Slack may not have been shown yet. */
export function withUpdate(incident: Incident, entry: Entry & { type: 'update.posted' }): Incident {
  const { at, by, text, impact, nextAt } = entry;
  const before = incident.update;
  const update: Update = {
    number: (before?.number ?? 0) + 1,
    at,
    by,
    text,
    ...(impact === undefined ? {} : { impact }),
    ...(nextAt === undefined ? {} : { nextAt }),
  };
  const earlier = [...(incident.earlierUpdates ?? []), ...(before ? [before] : [])].slice(-remembered);
  return { ...incident, update, ...(earlier.length === 0 ? {} : { earlierUpdates: earlier }) };
}
