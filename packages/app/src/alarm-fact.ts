import type { AlarmFact } from '@tocsin/incident';
import { isCanaryNamespace, matchAlarm, type Workflow } from '@tocsin/workflow';
import type { AlarmSignal, Outcome, Signal } from './signal.ts';

export type AlarmLike = Signal & { type: 'alarm' | 'alarm-configuration' };
export type Described = Omit<Outcome, 'accepted' | 'reason' | 'incident'>;

/** A step's own alarm by name or canary metric fires only for a step that the canary reached. */
export function factOf(
  workflows: readonly Workflow[],
  { tags, dimensions, namespace, description: _, ...signalled }: AlarmSignal,
): { fact: AlarmFact; unmapped?: string } {
  const matching = matchAlarm(workflows, { name: signalled.name, tags, dimensions });
  const alarm = { ...signalled, ...rememberedDimensions(dimensions) };
  if (matching.type === 'unmapped')
    return { fact: { ...alarm, degraded: false, fromCanary: false }, unmapped: matching.reason };
  const { by: _by, ...match } = matching.match;
  return { fact: { ...alarm, ...match, fromCanary: match.step !== undefined && isCanaryNamespace(namespace) } };
}

/** CloudWatch allows 30 of 1,024 characters; an incident with a hundred alarms still has to fit into an item. */
const longestDimensions = 1_000;

/** Those that fit, for runbooks to put into what they look at and do. */
function rememberedDimensions(dimensions: AlarmSignal['dimensions']): Pick<AlarmFact, 'dimensions'> {
  let room = longestDimensions;
  const fitting = Object.entries(dimensions).filter(([name, value]) => {
    room -= name.length + value.length;
    return room >= 0;
  });
  return fitting.length === 0 ? {} : { dimensions: Object.fromEntries(fitting) };
}

/** What an outcome says of the alarm, whatever became of it. */
export function describe({ kind, alarm }: AlarmLike, fact: AlarmFact): Described {
  const { name, arn, value, account, region, at } = alarm;
  return {
    kind,
    alarm: { name, arn, state: value, account, region, at },
    ...(fact.workflow === undefined ? {} : { workflow: fact.workflow }),
    ...(fact.step === undefined ? {} : { step: fact.step }),
  };
}
