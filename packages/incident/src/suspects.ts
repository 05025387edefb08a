import type { AlarmState } from './incident.ts';
import type { Suspect } from './naming.ts';
import type { StepSight } from './triage.ts';

/**
 * The dependencies to suspect for a failing step, most telling first: the one the canary saw fail, those that alarm
 * themselves, one shared by all failing steps, then the rest. One is singled out only on evidence or when the step has
 * no other.
 */
export function suspectsOf(
  { step, state, result, alarm }: StepSight,
  alarms: readonly AlarmState[],
  shared: string | undefined,
): { dependency?: string; suspects: Suspect[] } {
  const kind = state === 'degraded' ? 'soft' : 'hard';
  const needs = step.needs.filter((need) => need.kind === kind).map((need) => need.dependency.id);
  const seen = kind === 'hard' ? result?.dependency : (alarm?.dependency ?? result?.degraded[0]?.dependency);
  const whys = needs.map((dependency): Suspect & { weight: number } => {
    const ownAlarm = alarms.find((candidate) => candidate.firing && candidate.dependency === dependency);
    if (dependency === seen)
      return {
        dependency,
        kind,
        weight: 4,
        why: kind === 'hard' ? 'the canary saw it fail' : 'the step does without it',
      };
    if (ownAlarm) return { dependency, kind, weight: 3, why: `its alarm ${ownAlarm.name} fires` };
    if (dependency === shared) return { dependency, kind, weight: 2, why: 'all failing steps stand on it' };
    if (needs.length === 1) return { dependency, kind, weight: 1, why: `the only ${kind} dependency of the step` };
    return { dependency, kind, weight: 0, why: `a ${kind} dependency of the step` };
  });
  const ranked = whys.sort((a, b) => b.weight - a.weight);
  const [first, second] = ranked;
  const single =
    first && first.weight > 0 && first.weight > (second?.weight ?? 0) ? { dependency: first.dependency } : {};
  return { ...single, suspects: ranked.map(({ weight: _, ...suspect }) => suspect) };
}
