import { ancestorsOf, dependenciesOf, descendantsOf, inOrder, type Step, type Workflow } from '@tocsin/workflow';
import { type CanaryRun, plainReason } from './evidence.ts';
import type { AlarmState } from './incident.ts';
import type { Confidence, Evidence, Naming, StepState } from './naming.ts';
import { suspectsOf } from './suspects.ts';

/** All that triage looks at; alarms that no longer fire count as evidence that a step passes. */
export interface Sightings {
  readonly workflow: Workflow;
  readonly alarms: readonly AlarmState[];
  readonly canary?: CanaryRun;
}

/** What is known of one step: the newest evidence decides, and whether older evidence says otherwise. */
export interface StepSight {
  readonly step: Step;
  readonly state: 'failed' | 'degraded' | 'passed' | 'unknown';
  readonly at?: string;
  readonly alarm?: AlarmState;
  readonly result?: CanaryRun['results'][number];
  /** An alarm fires although a newer canary run passed the step. */
  readonly contradicted: boolean;
}

/**
 * Names the first step that fails while what it stands on passes.
 *
 * The newest evidence of each step decides its state. Among failing steps, those behind another failing one follow from
 * it and are not named. One is left: it is named. Several are left that share a hard dependency: the first is named,
 * with that dependency. Several that share nothing: unknown, for a guess would send people the wrong way. Nothing
 * fails: a degraded step, else the only step that stands on an alarming dependency, else unknown.
 */
export function triage(sightings: Sightings): Naming {
  const { workflow } = sightings;
  const sights = inOrder(workflow.steps).map((step) => sightOf(step, sightings));
  const failing = sights.filter((sight) => sight.state === 'failed');
  const contradicted = sights.filter((sight) => sight.contradicted);
  const degraded = sights.filter((sight) => sight.state === 'degraded');
  const conclude = conclusions(sightings, sights);
  const roots = rootsOf(workflow, failing);
  const [root] = roots;
  if (root && roots.length === 1)
    return conclude.step(root, confidenceOf(root, sights, workflow), whyNamed(root, sights, workflow));
  if (root) {
    const shared = sharedDependency(roots);
    const names = roots.map((sight) => sight.step.id).join(' and ');
    if (shared) return conclude.step(root, 'medium', `${names} fail at once and all stand on ${shared}`, shared);
    return conclude.unknown(`${names} fail independently of each other: no single step explains both`);
  }
  const [stale] = rootsOf(workflow, contradicted);
  if (stale)
    return conclude.step(
      stale,
      'low',
      `its alarm fires, but the canary run of ${sightings.canary?.completedAt ?? 'late'} passed the step`,
    );
  const [weak] = degraded;
  if (weak)
    return conclude.step(
      weak,
      'high',
      `it works, but without a soft dependency${weak.alarm ? '' : ' (seen by the canary)'}`,
    );
  return conclude.fromDependencies();
}

export function sightOf(step: Step, { alarms, canary }: Sightings): StepSight {
  const own = alarms.filter((alarm) => alarm.step === step.id);
  const alarm = newest(own.filter((candidate) => candidate.firing && !candidate.degraded));
  const soft = newest(own.filter((candidate) => candidate.firing && candidate.degraded));
  const calm = newest(own.filter((candidate) => candidate.value === 'OK' && !candidate.degraded));
  const result = canary?.results.find((candidate) => candidate.step === step.id);
  const ranAt = result && result.status !== 'blocked' ? canary?.completedAt : undefined;
  const canaryRules = ranAt !== undefined && ranAt >= (alarm?.at ?? '') && ranAt >= (calm?.at ?? '');
  const seen = { step, contradicted: false, ...(alarm ? { alarm } : {}), ...(result ? { result } : {}) };
  if (canaryRules && result?.status === 'failed') return { ...seen, state: 'failed', at: ranAt };
  if (canaryRules && alarm) return { ...seen, state: 'passed', at: ranAt, contradicted: true };
  if (alarm) return { ...seen, state: 'failed', at: alarm.at };
  if (soft) return { ...seen, alarm: soft, state: 'degraded', at: soft.at };
  if (canaryRules && result && result.degraded.length > 0) return { ...seen, state: 'degraded', at: ranAt };
  if (canaryRules) return { ...seen, state: 'passed', at: ranAt };
  if (calm) return { ...seen, state: 'passed', at: calm.at };
  return { ...seen, state: 'unknown' };
}

function rootsOf(workflow: Workflow, sights: readonly StepSight[]): StepSight[] {
  const failing = new Set(sights.map((sight) => sight.step.id));
  return sights.filter((sight) => [...ancestorsOf(workflow.steps, sight.step.id)].every((id) => !failing.has(id)));
}

/** High when what the step stands on is known to pass; a canary alarm alone proves that, since the step was reached. */
function confidenceOf(root: StepSight, sights: readonly StepSight[], workflow: Workflow): Confidence {
  if (root.result?.status === 'failed' || root.alarm?.fromCanary) return 'high';
  const before = ancestorsOf(workflow.steps, root.step.id);
  const known = sights.filter((sight) => before.has(sight.step.id)).every((sight) => sight.state === 'passed');
  return known ? 'high' : 'medium';
}

function whyNamed(root: StepSight, sights: readonly StepSight[], workflow: Workflow): string {
  const before = ancestorsOf(workflow.steps, root.step.id);
  const reached = root.result?.status === 'failed' || root.alarm?.fromCanary;
  const unknown = sights.filter((sight) => before.has(sight.step.id) && sight.state === 'unknown' && !reached);
  const what =
    root.result?.status === 'failed'
      ? `the canary failed in it: ${root.result.reason ?? 'no reason given'}`
      : `its alarm fires: ${plainReason(root.alarm?.reason ?? '')}`;
  if (before.size === 0) return `${what}; it stands on no other step`;
  if (unknown.length > 0)
    return `${what}; of what it stands on, ${unknown.map((sight) => sight.step.id).join(', ')} was not seen`;
  return `${what}; the steps it stands on pass`;
}

function sharedDependency(roots: readonly StepSight[]): string | undefined {
  const [first, ...others] = roots.map((sight) =>
    sight.step.needs.filter((need) => need.kind === 'hard').map((need) => need.dependency.id),
  );
  return first?.find((id) => others.every((needs) => needs.includes(id)));
}

export function conclusions(sightings: Sightings, sights: readonly StepSight[]) {
  const { workflow, alarms } = sightings;
  const evidence = evidenceOf(sightings);
  const step = (sight: StepSight, confidence: Confidence, reason: string, shared?: string): Naming => {
    const degraded = sight.state === 'degraded';
    const { dependency, suspects } = suspectsOf(sight, alarms, shared);
    return {
      workflow: workflow.id,
      step: sight.step.id,
      degraded,
      ...(dependency === undefined ? {} : { dependency }),
      suspects,
      confidence,
      reason,
      evidence,
      states: statesOf(workflow, sights, degraded ? undefined : sight.step.id),
    };
  };
  const unknown = (reason: string): Naming => ({
    workflow: workflow.id,
    degraded: false,
    suspects: [],
    confidence: 'none',
    reason,
    evidence,
    states: statesOf(workflow, sights, undefined),
  });
  const fromDependencies = (): Naming => {
    const alarming = alarms.filter(
      (alarm) => alarm.firing && alarm.dependency !== undefined && dependenciesOf(workflow).includes(alarm.dependency),
    );
    const [alarm] = alarming;
    const standing = sights.filter((sight) =>
      sight.step.needs.some((need) => need.dependency.id === alarm?.dependency),
    );
    const [only] = standing;
    if (alarm?.dependency && only && standing.length === 1) {
      return step(
        only,
        'low',
        `${alarm.dependency} alarms, and only this step stands on it; the step itself was not seen to fail`,
        alarm.dependency,
      );
    }
    if (alarm?.dependency) {
      return unknown(
        `${alarm.dependency} alarms and ${standing.map((sight) => sight.step.id).join(', ')} stand on it, but no step was seen to fail`,
      );
    }
    return unknown('no evidence names a step: neither a step alarm nor a canary run with a failed step was seen');
  };
  return { step, unknown, fromDependencies };
}

function statesOf(workflow: Workflow, sights: readonly StepSight[], named: string | undefined): Naming['states'] {
  const behind = new Set(
    sights
      .filter((sight) => sight.state === 'failed')
      .flatMap((sight) => [...descendantsOf(workflow.steps, sight.step.id)]),
  );
  return Object.fromEntries(
    sights.map((sight): [string, StepState] => {
      if (sight.step.id === named) return [sight.step.id, 'failed'];
      if (behind.has(sight.step.id)) return [sight.step.id, 'blocked'];
      return [sight.step.id, impliedPassed(workflow, sights, sight) ? 'passed' : sight.state];
    }),
  );
}

/** A canary only tries a step when the ones before it passed. */
function impliedPassed(workflow: Workflow, sights: readonly StepSight[], sight: StepSight): boolean {
  return (
    sight.state === 'unknown' &&
    sights.some(
      (other) =>
        other.alarm?.fromCanary && other.alarm.firing && ancestorsOf(workflow.steps, other.step.id).has(sight.step.id),
    )
  );
}

function evidenceOf({ alarms, canary }: Sightings): Evidence[] {
  const fromAlarms = alarms
    .filter((alarm) => alarm.firing)
    .map((alarm) => ({ at: alarm.at, text: `${alarm.name}: ${plainReason(alarm.reason)}`, link: alarm.link }));
  const failed = canary?.results.filter((result) => result.status === 'failed' || result.degraded.length > 0) ?? [];
  const fromCanary = failed.map((result) => ({
    at: canary?.completedAt ?? result.startedAt,
    text: `canary, step ${result.step}: ${result.reason ?? result.degraded.map((lack) => `${lack.dependency}: ${lack.reason}`).join('; ')}`,
    ...(canary ? { link: canary.link } : {}),
  }));
  return [...fromCanary, ...fromAlarms].sort((a, b) => b.at.localeCompare(a.at)).slice(0, 10);
}

const newest = (alarms: readonly AlarmState[]): AlarmState | undefined =>
  alarms.reduce<AlarmState | undefined>(
    (latest, alarm) => (latest === undefined || alarm.at > latest.at ? alarm : latest),
    undefined,
  );
