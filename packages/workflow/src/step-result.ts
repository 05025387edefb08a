import type { Step } from './model.ts';

/** What one check found out about its step in one run. `blocked`: not tried, because a step it stands on failed. */
export interface StepResult {
  readonly step: string;
  readonly status: 'passed' | 'failed' | 'blocked';
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly reason?: string;
  /** The hard dependency that the check saw fail, where it can tell. */
  readonly dependency?: string;
  /** Soft dependencies that let a passed step down. */
  readonly degraded: readonly { readonly dependency: string; readonly reason: string }[];
  readonly evidence: readonly StepEvidence[];
}

/** Something seen: a status code, a record's age, with a link where a person can look. */
export interface StepEvidence {
  readonly label: string;
  readonly value: string;
  readonly url?: string;
}

/** A failure's text with the dependency in front; the only way it survives a Synthetics report, which has text alone. */
export function failureText(dependency: string | undefined, text: string): string {
  return dependency === undefined ? text : `${dependency}: ${text}`;
}

/** The dependency and the text of a failure; a prefix that is no dependency of the step stays in the text. */
export function parseFailureText(step: Step, text: string): { dependency?: string; text: string } {
  const [, prefix, rest] = /^([a-z][a-z0-9-]*): ([\s\S]*)$/.exec(text) ?? [];
  const known = prefix !== undefined && step.needs.some((need) => need.dependency.id === prefix);
  return known ? { dependency: prefix, text: rest ?? '' } : { text };
}
