import type { StepEvidence } from '@tocsin/workflow';

/** A check that did not find what it expects; its message is for people and reads as the reason of a failed step. */
export class CheckError extends Error {
  readonly code = 'check-failed';
  readonly evidence: readonly StepEvidence[];
  constructor(message: string, { evidence = [], cause }: { evidence?: readonly StepEvidence[]; cause?: unknown } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'CheckError';
    this.evidence = evidence;
  }
}
