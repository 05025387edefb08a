/**
 * Names derive from the declaration and parse back, so that an alarm tells its workflow and step without a look-up.
 *
 *     alarm   tocsin/<stage>/<workflow>/<kind>[/<step>[/<dependency>]]
 *     canary  tocsin_<stage>_<workflow>
 *
 * Ids hold neither slash nor underscore, so parsing is exact. A canary's name takes [0-9a-z_-], at most 255
 * (CloudWatch Synthetics, CreateCanary), an alarm's any character, at most 255.
 */
export type AlarmKind = 'step-failing' | 'step-degraded' | 'canary-failing';
const kinds: readonly string[] = ['step-failing', 'step-degraded', 'canary-failing'] satisfies AlarmKind[];

export interface AlarmSubject {
  readonly stage: string;
  readonly workflow: string;
  readonly kind: AlarmKind;
  readonly step?: string;
  readonly dependency?: string;
}

export function alarmName({ stage, workflow, kind, step, dependency }: AlarmSubject): string {
  return ['tocsin', stage, workflow, kind, step, dependency].filter((part) => part !== undefined).join('/');
}

/** What a derived alarm name speaks of; undefined for a name of someone else's making. */
export function parseAlarmName(name: string): AlarmSubject | undefined {
  const [prefix, stage, workflow, kind, step, dependency, ...rest] = name.split('/');
  if (prefix !== 'tocsin' || !stage || !workflow || !kind || rest.length > 0 || !kinds.includes(kind)) return undefined;
  // An empty part is no id: `tocsin/prod/viewer/step-failing/` names no step.
  if (step === '' || dependency === '') return undefined;
  if (
    (kind === 'canary-failing') !== (step === undefined) ||
    (kind === 'step-degraded') !== (dependency !== undefined)
  ) {
    return undefined;
  }
  return { stage, workflow, kind: kind as AlarmKind, ...(step ? { step } : {}), ...(dependency ? { dependency } : {}) };
}

export function canaryName({ stage, workflow }: { readonly stage: string; readonly workflow: string }): string {
  // An underscore of the stage's own would end it early when the name is parsed back.
  return `tocsin_${stage.toLowerCase().replace(/[^0-9a-z-]+/g, '-')}_${workflow}`;
}

export function parseCanaryName(name: string): { stage: string; workflow: string } | undefined {
  const [, stage, workflow] = /^tocsin_([^_]+)_([a-z0-9-]+)$/.exec(name) ?? [];
  return stage && workflow ? { stage, workflow } : undefined;
}
