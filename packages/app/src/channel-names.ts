import { type Incident, isGathered } from '@tocsin/incident';

/**
 * Names to try for the channel, best first: date, workflow and step, and the end of the id, so that a name that is
 * taken is nearly always our own from a try that crashed. They stay the same for good, for they are what a crashed try
 * is looked up by. At most 80 of [a-z0-9-] (conversations.create).
 */
export function channelNames(incident: Incident): string[] {
  const day = incident.declared.at.slice(5, 10).replace('-', '');
  const about = [incident.workflow ?? slug(incident.title), incident.openedStep].filter((part) => part).join('-');
  const base = `inc-${day}-${about}`.slice(0, 71).replace(/-$/, '');
  const suffix = incident.id.slice(-4);
  return [`${base}-${suffix}`, `${base}-${suffix}-2`, `${base}-${suffix}-3`];
}

/** The name that the channel of an incident with this opening will have, unless it has none of its own or a hidden one. */
export const openingName = (incident: Incident): string | undefined =>
  isGathered(incident) || incident.private ? undefined : channelNames(incident)[0];

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40) || 'incident';
