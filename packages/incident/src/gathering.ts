import type { Severity } from '@tocsin/workflow';
import { tocsin } from './actor.ts';
import type { Command } from './commands.ts';
import { accept, type Context, type Decision, refuse } from './decision.ts';
import type { Entry } from './entries.ts';
import { type Incident, isOpen } from './incident.ts';
import { isWorse } from './owner.ts';

/**
 * How many incidents at once become bearable. One that opens while others share its dependency, or while too many have
 * opened already, is *gathered*: it keeps its alarms, its step and its timeline, but another incident speaks for it. That
 * one lists it, pages its owner, and says how many still fail. It is gathered when it opens or never, and leaves for good.
 */

/** Which incident speaks for one that opens, and why. */
export interface Gathering {
  readonly into: string;
  readonly because: string;
  /** That incident is made for it: a storm, which has no alarm of its own. */
  readonly storm?: true;
}

/** What became of it; only then it shows in a channel of its own. */
export type Gathered = Gathering & {
  readonly at: string;
  readonly left?: { readonly at: string; readonly reason?: string };
};

export type PartState = 'failing' | 'recovered' | 'over' | 'left';

/** A gathered incident as the one that speaks for it knows it. */
export interface Part {
  readonly id: string;
  /** Commits folded in when this was told: what was overtaken on the way changes nothing. */
  readonly version: number;
  readonly state: PartState;
  readonly title: string;
  readonly severity: Severity;
  readonly since: string;
  readonly workflow?: string;
  readonly step?: string;
  readonly dependency?: string;
}

/** Whether another incident speaks for this one. */
export const isGathered = ({ gathered }: Pick<Incident, 'gathered'>): boolean =>
  gathered !== undefined && !gathered.left;

export const partsOfStorm = ({ parts = {} }: Pick<Incident, 'parts'>): Part[] => Object.values(parts);

/** Those that are looked after here: open, and gathered still. */
export const openParts = (incident: Pick<Incident, 'parts'>): Part[] =>
  partsOfStorm(incident).filter(({ state }) => state === 'failing' || state === 'recovered');

export const failingParts = (incident: Pick<Incident, 'parts'>): Part[] =>
  partsOfStorm(incident).filter(({ state }) => state === 'failing');

const longestTitle = 150;

/** How a gathered incident stands, for the one that speaks for it. */
export function partOf(incident: Incident): Part {
  const { id, version, title, severity, since, workflow, naming, gathered, recoveredAt } = incident;
  const state = gathered?.left
    ? 'left'
    : !isOpen(incident)
      ? 'over'
      : recoveredAt === undefined
        ? 'failing'
        : 'recovered';
  return {
    id,
    version,
    state,
    title: title.slice(0, longestTitle),
    severity,
    since,
    ...(workflow === undefined ? {} : { workflow }),
    ...(naming?.step === undefined ? {} : { step: naming.step }),
    ...(naming?.dependency === undefined ? {} : { dependency: naming.dependency }),
  };
}

type Of<Type extends Command['type']> = Command & { readonly type: Type };

/** Why an incident cannot speak for others, or undefined when it can. */
function whyNot(incident: Incident): string | undefined {
  if (!isOpen(incident)) return `incident ${incident.id} is ${incident.status}`;
  if (incident.private) return `incident ${incident.id} is private, and not everybody may see who speaks for them`;
  if (incident.drill) return `incident ${incident.id} is a drill`;
  if (isGathered(incident)) return `incident ${incident.gathered?.into} speaks for ${incident.id} itself`;
  return undefined;
}

/**
 * What gathered incidents tell the one that speaks for them; a storm begins with it. Parts that it cannot speak for are
 * refused (`elsewhere`), unless they say no more than that they are over.
 */
export function hearParts(incident: Incident | undefined, command: Of<'hear-parts'>, { at }: Context): Decision {
  const { parts, storm } = command;
  if (!incident && !storm) return refuse('no-incident', 'the incident that was to speak for it is not there yet');
  const news = parts.filter(({ id, version }) => (incident?.parts?.[id]?.version ?? 0) < version);
  const barred = incident && whyNot(incident);
  if (barred !== undefined && news.some(({ state }) => state === 'failing' || state === 'recovered'))
    return refuse('elsewhere', barred);
  if (news.length === 0) return refuse('nothing-new', 'all that is known already');
  const worst = news
    .filter(({ state }) => state === 'failing')
    .sort((a, b) => (isWorse(a.severity, b.severity) ? -1 : 1))[0];
  const told: Entry = { type: 'parts.told', at, by: tocsin, parts: news };
  if (!incident) {
    const { title = '', key = '' } = storm ?? {};
    const severity = worst?.severity ?? 'SEV3';
    return accept({ type: 'incident.declared', at, by: tocsin, title, severity, key, storm: true }, told);
  }
  const worse: Entry[] =
    worst && isWorse(worst.severity, incident.severity) && worst.severity !== incident.parts?.[worst.id]?.severity
      ? [
          {
            type: 'severity.changed',
            at,
            by: tocsin,
            from: incident.severity,
            to: worst.severity,
            reason: `${worst.id}, which is gathered here, is ${worst.severity}`,
          },
        ]
      : [];
  return accept(told, ...worse);
}

/** The incident that spoke for this one does so no longer. What recovered has nothing left to say in a channel of its own. */
export function leave(incident: Incident, { by, reason, over }: Of<'leave'>, at: string): Decision {
  const { gathered } = incident;
  if (!gathered || gathered.left) return refuse('already-done', `incident ${incident.id} stands on its own`);
  if (!isOpen(incident)) return refuse('not-open', `incident ${incident.id} is ${incident.status}`);
  if (over && incident.recoveredAt !== undefined)
    return accept({ type: 'incident.resolved', at, by, note: `with ${gathered.into}` });
  return accept({ type: 'incident.left', at, by, from: gathered.into, ...(reason ? { reason } : {}) });
}

/** How entries of gathering change an incident. */
export function foldGathering(
  incident: Incident,
  entry: Extract<Entry, { type: 'incident.gathered' | 'incident.left' | 'parts.told' }>,
): Incident {
  switch (entry.type) {
    case 'incident.gathered':
      return { ...incident, gathered: { ...entry.gathering, at: entry.at } };
    case 'incident.left': {
      const left = { at: entry.at, ...(entry.reason === undefined ? {} : { reason: entry.reason }) };
      return incident.gathered ? { ...incident, gathered: { ...incident.gathered, left } } : incident;
    }
    case 'parts.told':
      return {
        ...incident,
        parts: { ...incident.parts, ...Object.fromEntries(entry.parts.map((part) => [part.id, part])) },
      };
    default:
      entry satisfies never;
      return incident;
  }
}
