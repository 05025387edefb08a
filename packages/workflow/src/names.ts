/**
 * Names derive from the declaration and parse back, so that an alarm tells its workflow and step without a look-up.
 *
 *     alarm      tocsin/<stage>/<workflow>/<kind>[/<step>[/<dependency>]]
 *     part       tocsin/parts/<stage>/<workflow>/<severity>-<window>[/<step>]   one window of a burn-rate alarm
 *     health     tocsin/health/<stage>/<what>[/<workflow>]                      pages without passing through Tocsin
 *     heartbeat  tocsin/<stage>/heartbeat
 *     canary     tocsin_<stage>_<workflow>[_twin]
 *
 * Ids hold neither slash nor underscore, so parsing is exact. A canary's name takes [0-9a-z_-], at most 255
 * (CloudWatch Synthetics, CreateCanary), an alarm's any character, at most 255.
 */
export type AlarmKind =
  | 'step-failing'
  | 'step-degraded'
  | 'step-stumbling'
  | 'canary-failing'
  | 'slo-page'
  | 'slo-ticket'
  | 'outage';

/** What must and what may follow the kind. */
const grammar: Record<AlarmKind, { readonly step: 'always' | 'maybe' | 'never'; readonly dependency?: true }> = {
  'step-failing': { step: 'always' },
  'step-degraded': { step: 'always', dependency: true },
  'step-stumbling': { step: 'always' },
  'canary-failing': { step: 'never' },
  'slo-page': { step: 'maybe' },
  'slo-ticket': { step: 'maybe' },
  outage: { step: 'maybe' },
};

/** Kinds that want somebody's time, but not at night: they open an incident that pages nobody. */
const tickets: ReadonlySet<AlarmKind> = new Set<AlarmKind>(['slo-ticket', 'step-stumbling']);
export const isTicket = (kind: AlarmKind): boolean => tickets.has(kind);

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
  const [prefix, stage, workflow, kind = '', step, dependency, ...rest] = name.split('/');
  if (prefix !== 'tocsin' || !stage || !workflow || rest.length > 0 || !isKind(kind)) return undefined;
  // An empty part is no id: `tocsin/prod/viewer/step-failing/` names no step.
  if (step === '' || dependency === '') return undefined;
  const wanted = grammar[kind];
  if (wanted.step === 'always' && step === undefined) return undefined;
  if (wanted.step === 'never' && step !== undefined) return undefined;
  if ((wanted.dependency === true) !== (dependency !== undefined)) return undefined;
  return { stage, workflow, kind, ...(step ? { step } : {}), ...(dependency ? { dependency } : {}) };
}

const isKind = (kind: string): kind is AlarmKind => Object.hasOwn(grammar, kind);

/** Names of alarms that only a composite alarm looks at begin so: no rule hands them to intake, and intake lets them be. */
export const partsPrefix = (stage: string): string => `tocsin/parts/${stage}/`;

export function partName({
  stage,
  workflow,
  step,
  window,
}: Omit<AlarmSubject, 'kind' | 'dependency'> & { readonly window: string }): string {
  return [`${partsPrefix(stage)}${workflow}`, window, step].filter((part) => part !== undefined).join('/');
}

export const isPartName = (name: string): boolean => name.startsWith('tocsin/parts/');

/** Names of the alarms on Tocsin itself begin so. "health" stands where others have their stage: they name no workflow. */
export const healthPrefix = (stage: string): string => `tocsin/health/${stage}/`;

/** Names of stages that stand where other alarms have what they are: two stages' alarms could then be called the same. */
export const takenStages: readonly string[] = ['parts', 'health'];

/** The alarm that travels the whole path each hour, and opens nothing. */
export const heartbeatName = (stage: string): string => `tocsin/${stage}/heartbeat`;

export const isHeartbeatName = (name: string): boolean => /^tocsin\/[^/]+\/heartbeat$/.test(name);

export interface CanarySubject {
  readonly stage: string;
  readonly workflow: string;
  /** The second canary of a workflow, half a minute behind the first. */
  readonly twin?: true;
}

export function canaryName({ stage, workflow, twin }: CanarySubject): string {
  // An underscore of the stage's own would end it early when the name is parsed back.
  return `tocsin_${stage.toLowerCase().replace(/[^0-9a-z-]+/g, '-')}_${workflow}${twin ? '_twin' : ''}`;
}

/** The canaries of a workflow: one, or two where it wants a twin. */
export function canaryNames(
  { id, canary }: { readonly id: string; readonly canary: { readonly twin: boolean } },
  { stage }: { readonly stage: string },
): string[] {
  const about = { stage, workflow: id };
  return [canaryName(about), ...(canary.twin ? [canaryName({ ...about, twin: true })] : [])];
}

/** The newest of Synthetics' Playwright runtimes, which run Node and have a browser. */
export const canaryRuntime = 'syn-nodejs-playwright-8.0';

/** A run may take as long as until the next is due, and no longer (CreateCanary, RunConfig, TimeoutInSeconds). */
export const canaryTimeoutSeconds = 60;

/** When Synthetics starts them. By the clock's minute where there is a twin, so that both count from the same second. */
export const canarySchedule = ({ canary }: { readonly canary: { readonly twin: boolean } }): string =>
  canary.twin ? 'cron(* * * * ? *)' : 'rate(1 minute)';

export function parseCanaryName(name: string): CanarySubject | undefined {
  const [, stage, workflow, twin] = /^tocsin_([^_]+)_([a-z0-9-]+)(_twin)?$/.exec(name) ?? [];
  return stage && workflow ? { stage, workflow, ...(twin ? { twin: true } : {}) } : undefined;
}
