import type { Workflow } from '../model.ts';
import { sloAlarms, slosOf } from '../slo/alarms.ts';
import { canaryAlarms } from './canary.ts';
import type { AlarmSpec } from './spec.ts';

/** Every alarm that tells of a workflow: what its canary sees, then what its objectives say; parts before their composites. */
export function alarmSpecs(workflow: Workflow, { stage }: { readonly stage: string }): AlarmSpec[] {
  return [
    ...canaryAlarms(workflow, { stage }),
    ...slosOf(workflow).flatMap((subject) => sloAlarms(subject, { stage })),
  ];
}
