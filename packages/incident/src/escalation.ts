import { tocsin } from './actor.ts';
import { accept, type Context, type Decision, refuse } from './decision.ts';
import type { Entry } from './entries.ts';
import { isGathered } from './gathering.ts';
import { type Incident, isOpen } from './incident.ts';
import { pagedOwner, workflowOf } from './owner.ts';
import { later, latest } from './times.ts';

/** Pages beyond the first that nobody answered. */
export interface Escalation {
  /** 1 for the first repeat. */
  readonly level: number;
  readonly at: string;
  readonly pages: readonly { readonly level: number; readonly target?: string }[];
}

type World = Pick<Context, 'workflows' | 'settings'>;

/**
 * When the next page is due, or undefined: nobody is waited for, or everybody was called. A worse severity starts the
 * wait anew, for it pages people of its own; a relapse does not, for it pages nobody.
 */
export function escalationDue(incident: Incident, world: World): string | undefined {
  const { page, acknowledgeMinutes } = world.settings.severities[incident.severity];
  if (!page || incident.drill || acknowledgeMinutes === null || !isUnanswered(incident)) return undefined;
  const { escalation, worsenedAt, declared, gathered } = incident;
  if ((escalation?.level ?? 0) >= chainOf(incident, world).length + world.settings.paging.repeats) return undefined;
  return later(latest(declared.at, escalation?.at, worsenedAt, gathered?.left?.at), acknowledgeMinutes);
}

/** Whether people were called and none has come; what recovered by itself calls nobody further. */
export const isUnanswered = (incident: Incident): boolean =>
  isOpen(incident) &&
  !isGathered(incident) &&
  incident.acknowledged === undefined &&
  incident.recoveredAt === undefined;

/** Nobody acknowledged in time: the next in the chain is paged, at its end the last again. */
export function escalate(incident: Incident, context: Context): Decision {
  const due = escalationDue(incident, context);
  if (due === undefined) return refuse('not-due', 'nobody is waited for, or everybody was paged');
  if (due > context.at) return refuse('not-due', `an answer is awaited until ${due}`);
  const level = (incident.escalation?.level ?? 0) + 1;
  const chain = chainOf(incident, context);
  const target = chain[level - 1] ?? chain.at(-1) ?? ownerPager(incident, context);
  return accept({
    type: 'page.escalated',
    at: context.at,
    by: tocsin,
    level,
    ...(target === undefined ? {} : { target }),
  });
}

export function escalated(
  { escalation }: Incident,
  { level, target, at }: Entry & { type: 'page.escalated' },
): Escalation {
  const page = { level, ...(target === undefined ? {} : { target }) };
  return { level, at, pages: [...(escalation?.pages ?? []), page] };
}

/** Who is called after the owner's pager: the owner's chain, then the severity's own pagers. */
function chainOf(incident: Incident, { workflows, settings }: World): readonly string[] {
  const owner = pagedOwner(incident, workflowOf(incident, workflows));
  return [...new Set([...(owner?.escalation ?? []), ...settings.severities[incident.severity].pagers])];
}

const ownerPager = (incident: Incident, { workflows }: World): string | undefined =>
  pagedOwner(incident, workflowOf(incident, workflows))?.pager;
