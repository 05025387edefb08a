import { tocsin } from './actor.ts';
import type { Context } from './decision.ts';
import type { Entry } from './entries.ts';
import { isHard } from './evidence.ts';
import { foldEntry } from './fold.ts';
import { failingParts, partsOfStorm } from './gathering.ts';
import { firingAlarms, type Incident, isOpen } from './incident.ts';
import { type Naming, sameNaming } from './naming.ts';
import { pin, sightingsOf } from './pin.ts';
import { triage } from './triage.ts';

/** What follows from new entries: the step they name, a severity that no longer fits, recovery and relapse. */
export function withConclusions(incident: Incident | undefined, entries: readonly Entry[], context: Context): Entry[] {
  const after = folded(incident, entries);
  if (!after || !isOpen(after) || !entries.some(isEvidence)) return [...entries];
  // An OK that overtook its ALARM comes with it: what failed is named all the same, as it would have been in order.
  const trouble = folded(
    incident,
    entries.filter((entry) => entry.type !== 'alarm.recovered'),
  );
  const fired = entries.some((entry) => entry.type === 'alarm.fired');
  return [
    ...entries,
    ...worsened(incident, after, context),
    ...renamed(fired && trouble ? trouble : after, context),
    ...recovery(after, context.at),
  ];
}

function folded(incident: Incident | undefined, entries: readonly Entry[]): Incident | undefined {
  return entries.reduce<Incident | undefined>((state, entry) => foldEntry('new', state, entry), incident);
}

function isEvidence(entry: Entry): boolean {
  return /^(alarms?|canary|parts|incident\.(released|unmerged))\b/.test(entry.type);
}

function renamed(incident: Incident, { at, workflows }: Context): Entry[] {
  const workflow = workflows.find((candidate) => candidate.id === incident.workflow);
  // With nothing firing there is nothing to name: the last conclusion stays as what it was.
  if (!workflow || firingAlarms(incident).length === 0) return [];
  const sightings = sightingsOf(incident, workflow);
  const { step, pinned } = incident.naming ?? {};
  const naming = pinned && step !== undefined ? pin(sightings, { step, ...pinned }) : triage(sightings);
  if (sameNaming(incident.naming, naming) || (!pinned && onlyDoubts(incident, naming))) return [];
  return [{ type: 'step.named', at, by: tocsin, naming }];
}

/**
 * On the way to recovery evidence thins out: a good run while the alarm still fires, the step's alarm OK while the
 * canary's is not. That is no reason to doubt what was named on better evidence.
 */
function onlyDoubts({ naming: before }: Incident, naming: Naming): boolean {
  const seesTrouble = Object.values(naming.states).some((state) => state === 'failed' || state === 'degraded');
  const weaker = naming.confidence === 'low' || (naming.step === undefined && !seesTrouble);
  return before?.step !== undefined && weaker && (naming.step === undefined || naming.step === before.step);
}

function worsened(before: Incident | undefined, incident: Incident, { at, workflows }: Context): Entry[] {
  const workflow = workflows.find((candidate) => candidate.id === incident.workflow);
  const hadHard = before !== undefined && Object.values(before.alarms).some(isHard);
  const hard = firingAlarms(incident).some(isHard);
  if (!workflow || !before || hadHard || !hard || before.declared.by.type === 'person') return [];
  if (workflow.severity >= incident.severity) return [];
  const reason = 'the workflow fails now; before, it only did without something, or failed now and then';
  return [{ type: 'severity.changed', at, by: tocsin, from: incident.severity, to: workflow.severity, reason }];
}

function recovery(incident: Incident, at: string): Entry[] {
  const alarms = Object.values(incident.alarms);
  const known = alarms.length + partsOfStorm(incident).length;
  const calm = known > 0 && alarms.every((alarm) => !alarm.firing) && failingParts(incident).length === 0;
  if (calm && incident.recoveredAt === undefined) {
    const last = incident.parts
      ? at
      : (alarms
          .map((alarm) => alarm.at)
          .sort()
          .at(-1) ?? at);
    return [{ type: 'service.recovered', at: last, by: tocsin }];
  }
  return !calm && incident.recoveredAt !== undefined ? [{ type: 'service.relapsed', at, by: tocsin }] : [];
}
