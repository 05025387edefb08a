import type { PeopleCommand } from './commands.ts';
import { accept, type Decision, mention, refuse } from './decision.ts';
import type { Entry } from './entries.ts';
import { isGathered, openParts } from './gathering.ts';
import type { Done, Incident } from './incident.ts';

/** Since when an incident is private, and the public channel that it had until then. */
export type Privacy = Done & {
  readonly reason?: string;
  /** Absent when it was declared private: then there never was a public channel. */
  readonly since?: 'made';
  readonly left?: { readonly id: string; readonly name: string };
};

export function makePrivate(
  incident: Incident,
  { by, reason }: PeopleCommand & { type: 'make-private' },
  at: string,
): Decision {
  if (incident.private)
    return refuse('already-done', `it is private already; ${mention(incident.private.by)} saw to that`);
  if (incident.status === 'closed')
    return refuse('not-open', `incident ${incident.id} is closed, and what was said of it is in Slack’s archive`);
  const [part] = Object.values(incident.absorbed ?? {}).filter(({ released }) => !released);
  if (part)
    return refuse(
      'not-possible',
      `incident ${part.id} was merged into it, and names it wherever that one was shown; “/incident split ${part.id}” takes it out first`,
    );
  const [spokenFor] = openParts(incident);
  if (spokenFor)
    return refuse(
      'not-possible',
      `it speaks for incident ${spokenFor.id} and others, which anybody may see; “/incident split ${spokenFor.id}” takes one out`,
    );
  if (isGathered(incident))
    return refuse(
      'not-possible',
      `incident ${incident.gathered?.into} lists it for everybody; “/incident split ${incident.id}” takes it out first`,
    );
  return accept({ type: 'incident.made-private', at, by, ...(reason === undefined ? {} : { reason }) });
}

/** Its channel is one that people must not go on in; the private one is recorded when it is there. */
export function madePrivate(incident: Incident, entry: Entry & { type: 'incident.made-private' }): Incident {
  const { channel, ...rest } = incident;
  const { at, by, reason } = entry;
  return {
    ...rest,
    private: {
      at,
      by,
      since: 'made',
      ...(reason === undefined ? {} : { reason }),
      ...(channel === undefined ? {} : { left: channel }),
    },
  };
}
