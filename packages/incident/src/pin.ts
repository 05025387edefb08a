import { inOrder, type Workflow } from '@tocsin/workflow';
import type { AlarmState, Incident } from './incident.ts';
import type { Naming } from './naming.ts';
import { conclusions, type Sightings, sightOf, triage } from './triage.ts';

/** What is known of an incident's steps. */
export const sightingsOf = (incident: Incident, workflow: Workflow): Sightings => ({
  workflow,
  alarms: Object.values(incident.alarms).filter((alarm) => speaksOf(workflow, alarm)),
  ...(incident.canary ? { canary: incident.canary } : {}),
});

/** Alarms of another workflow, which came with an incident that was merged, say nothing of this one's steps. */
const speaksOf = ({ id }: Workflow, { workflow, step }: AlarmState): boolean =>
  workflow === undefined || workflow === id || step === undefined;

/**
 * The step that a person named, with the evidence as it is now. People overrule triage; where it sees another step fail,
 * that is said beside it. A step that the catalog no longer has can not stay named: triage concludes again.
 */
export function pin(
  sightings: Sightings,
  { step: id, by, reason }: { readonly step: string; readonly by: string; readonly reason?: string },
): Naming {
  const concluded = triage(sightings);
  const sights = inOrder(sightings.workflow.steps).map((step) => sightOf(step, sightings));
  const index = sights.findIndex(({ step }) => step.id === id);
  const seen = sights[index];
  if (!seen) return concluded;
  const named = seen.state === 'degraded' ? seen : ({ ...seen, state: 'failed' } as const);
  const words = `named by <@${by}>${reason === undefined ? '' : `: ${reason}`}`;
  const naming = conclusions(sightings, sights.with(index, named)).step(named, 'high', words);
  const other = concluded.step !== undefined && concluded.step !== id && concluded.confidence !== 'low';
  return {
    ...naming,
    pinned: { by, ...(reason === undefined ? {} : { reason }) },
    ...(other ? { contradiction: { step: concluded.step, reason: concluded.reason } } : {}),
  };
}
