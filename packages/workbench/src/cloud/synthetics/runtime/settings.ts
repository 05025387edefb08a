/** What `synthetics.json` beside a handler may set, as far as the stand-in heeds it; with the runtime's own defaults. */
export interface RuntimeSettings {
  readonly step: Readonly<Record<StepSetting, boolean>>;
  readonly har: boolean;
}
export type StepSetting = (typeof stepSettings)[number];

const stepSettings = [
  'screenshotOnStepStart',
  'screenshotOnStepSuccess',
  'screenshotOnStepFailure',
  'stepSuccessMetric',
  'stepDurationMetric',
  'stepsReport',
  'continueOnStepFailure',
] as const;

const sections = ['step', 'report', 'logging', 'httpMetrics', 'canaryMetrics', 'userAgent', 'har'];

const defaults: Readonly<Record<StepSetting, boolean>> = {
  screenshotOnStepStart: true,
  screenshotOnStepSuccess: true,
  screenshotOnStepFailure: true,
  stepSuccessMetric: true,
  stepDurationMetric: true,
  stepsReport: true,
  continueOnStepFailure: false,
};

/** @throws Error that names what Synthetics would pass over in silence: a section or a setting that it does not know */
export function parseSettings(json: unknown): RuntimeSettings {
  const given = (json ?? {}) as Record<string, unknown>;
  refuseUnknown('synthetics.json', Object.keys(given), sections);
  return { step: stepConfig(given['step'], defaults), har: given['har'] !== false };
}

/** The third argument of `executeStep`, over what holds for the whole run. */
export function stepConfig(
  given: unknown,
  otherwise: Readonly<Record<StepSetting, boolean>>,
): Readonly<Record<StepSetting, boolean>> {
  const own = (given ?? {}) as Partial<Record<StepSetting, boolean>>;
  refuseUnknown('the step configuration', Object.keys(own), stepSettings);
  return { ...otherwise, ...own };
}

function refuseUnknown(where: string, found: readonly string[], known: readonly string[]): void {
  const other = found.find((name) => !known.includes(name));
  if (other !== undefined) throw new Error(`${where} holds "${other}"; Synthetics knows ${known.join(', ')}`);
}
