import type { RuntimeSettings } from './runtime/settings.ts';

/** What a canary's script is told. */
export interface CanaryContext {
  readonly canary: string;
  readonly runId: string;
  /** Aborted when the run exceeds its timeout or the canary is stopped. */
  readonly signal: AbortSignal;
}

/** One step of a run, as the script reports it. `blocked`: not tried. Times in ISO 8601, UTC. */
export interface CanaryStep {
  readonly name: string;
  readonly status: 'passed' | 'failed' | 'blocked';
  readonly startedAt: string;
  readonly endedAt: string;
  readonly reason?: string;
  /** Where the step's page was, of a canary with a browser. */
  readonly sourceUrl?: string;
  readonly destinationUrl?: string;
  readonly screenshots?: readonly Screenshot[];
}

export interface Screenshot {
  readonly fileName: string;
  readonly pageUrl: string;
  readonly error: string | null;
}

/** What the pages of a run asked for, by how it was answered. */
export type Requests = Record<'failed' | '_2xx' | '_3xx' | '_4xx' | '_5xx', number>;

export interface CanaryResult {
  readonly ok: boolean;
  readonly steps: readonly CanaryStep[];
  /** Screenshots and the like, by the name they have beside the report. */
  readonly files?: Readonly<Record<string, Uint8Array>>;
  readonly requests?: Requests;
  /** What the script's `synthetics.json` sets. */
  readonly settings?: RuntimeSettings;
  /** What went wrong outside the steps. */
  readonly error?: string;
}

export type CanaryScript = (context: CanaryContext) => Promise<CanaryResult>;

/** A run that is over. */
export interface CanaryRun {
  readonly canary: string;
  readonly id: string;
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly result: CanaryResult;
  /** Set when the script did not end in time or threw: then there is no result of its own. */
  readonly runtimeError?: string;
}

/** The report's and the event's reason: the first failing step's, with ` for step: NAME`; undefined for a passed run. */
export function failureReason({ result }: CanaryRun): string | undefined {
  const failed = result.steps.find((step) => step.status === 'failed');
  if (failed !== undefined) return `${failed.reason ?? 'Step failed'} for step: ${failed.name}`;
  return result.ok ? undefined : (result.error ?? 'Canary failed');
}

/** Steps that ran; Synthetics knows no others. */
export function stepsRun({ result }: CanaryRun): CanaryStep[] {
  return result.steps.filter((step) => step.status !== 'blocked');
}
