import { tocsin } from './actor.ts';
import type { Context } from './decision.ts';
import type { Entry } from './entries.ts';
import { foldEntry } from './fold.ts';
import { firingAlarms, type Incident, isOpen } from './incident.ts';
import { type Naming, sameNaming } from './naming.ts';
import { triage } from './triage.ts';

/** What follows from new entries: the step they name, a severity that no longer fits, recovery and relapse. */
export function withConclusions(incident: Incident | undefined, entries: readonly Entry[], context: Context): Entry[] {
  const after = entries.reduce<Incident | undefined>((state, entry) => foldEntry('new', state, entry), incident);
  if (!after || !isOpen(after) || !entries.some(isEvidence)) return [...entries];
  return [
    ...entries,
    ...worsened(incident, after, context),
    ...renamed(after, context),
    ...recovery(after, context.at),
  ];
}

function isEvidence(entry: Entry): boolean {
  return entry.type.startsWith('alarm.') || entry.type.startsWith('canary.');
}

function renamed(incident: Incident, { at, workflows }: Context): Entry[] {
  const workflow = workflows.find((candidate) => candidate.id === incident.workflow);
  // With nothing firing there is nothing to name: the last conclusion stays as what it was.
  if (!workflow || firingAlarms(incident).length === 0) return [];
  const naming = triage({
    workflow,
    alarms: Object.values(incident.alarms),
    ...(incident.canary ? { canary: incident.canary } : {}),
  });
  if (sameNaming(incident.naming, naming) || onlyDoubts(incident, naming)) return [];
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
  const hadHard = before !== undefined && Object.values(before.alarms).some((alarm) => !alarm.degraded);
  const hard = firingAlarms(incident).some((alarm) => !alarm.degraded);
  if (!workflow || !before || hadHard || !hard || before.declared.by.type === 'person') return [];
  if (workflow.severity >= incident.severity) return [];
  const reason = 'the workflow fails now; before, a step only did without a soft dependency';
  return [{ type: 'severity.changed', at, by: tocsin, from: incident.severity, to: workflow.severity, reason }];
}

function recovery(incident: Incident, at: string): Entry[] {
  const alarms = Object.values(incident.alarms);
  const calm = alarms.length > 0 && alarms.every((alarm) => !alarm.firing);
  if (calm && incident.recoveredAt === undefined) {
    const last =
      alarms
        .map((alarm) => alarm.at)
        .sort()
        .at(-1) ?? at;
    return [{ type: 'service.recovered', at: last, by: tocsin }];
  }
  return !calm && incident.recoveredAt !== undefined ? [{ type: 'service.relapsed', at, by: tocsin }] : [];
}
