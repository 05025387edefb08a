import type { CanaryRun } from '@tocsin/incident';
import { parseCanaryName, resultsFromReason, type Workflow } from '@tocsin/workflow';
import { commit } from './commit.ts';
import type { IntakeWorld } from './observe.ts';
import { follow } from './route.ts';
import type { Outcome, Signal } from './signal.ts';

type RunSignal = Signal & { type: 'canary-run' };

/**
 * A canary run is a hint: EventBridge's event is best effort and carries no step. Its report does, so the run is
 * remembered for the alarm to come and told to the incident that is open; by itself it opens nothing.
 */
export async function observeCanary(world: IntakeWorld, signal: RunSignal): Promise<Outcome> {
  const id = parseCanaryName(signal.canary)?.workflow;
  const workflow = world.catalog.workflows.find((candidate) => candidate.id === id);
  const said = { kind: signal.kind, accepted: true, incident: null };
  if (!workflow) {
    return {
      ...said,
      accepted: false,
      reason: `canary ${signal.canary} is none of the catalog's: its name is not tocsin_<stage>_<workflow> with a known workflow`,
    };
  }
  const run = await runOf(world, signal, workflow);
  await world.store.rememberCanary(run);
  const failed = run.results.find((result) => result.status === 'failed');
  const about = { ...said, workflow: workflow.id, ...(failed ? { step: failed.step } : {}) };
  const opening = await world.store.readOpening({ key: `workflow:${workflow.id}` });
  const first = opening.incident === undefined ? undefined : await world.store.load(opening.incident);
  const incident = first && (await follow(world, first, undefined)).incident;
  if (!incident || (incident !== first && incident.workflow !== workflow.id))
    return {
      ...about,
      reason: `the run ${signal.ok ? 'passed' : 'failed'}; remembered as evidence, the alarm decides`,
    };
  const committed = await commit(world, {
    id: incident.id,
    incident,
    command: { type: 'observe-canary', run },
    cause: signal.cause,
  });
  const reason = committed.type === 'refusal' ? committed.reason : `evidence for incident ${incident.id}`;
  return { ...about, incident: incident.id, reason };
}

async function runOf(world: IntakeWorld, signal: RunSignal, workflow: Workflow): Promise<CanaryRun> {
  const reported = await world.reports.read(signal.artifacts, workflow);
  return {
    runId: signal.runId,
    workflow: workflow.id,
    startedAt: signal.startedAt,
    completedAt: signal.completedAt,
    ok: signal.ok,
    results: reported ?? resultsFromReason(workflow, signal),
    link: `https://${signal.region}.console.aws.amazon.com/cloudwatch/home?region=${signal.region}#synthetics:canary/detail/${encodeURIComponent(signal.canary)}`,
  };
}
