import type { StepEvidence, StepResult } from '@tocsin/workflow';

/** Keeps secrets out of all that a canary writes: reasons, evidence, logs. */
export interface Mask {
  /** From now on `***NAME***` stands where the value, or a usual encoding of it, would. */
  hide(name: string, value: string): void;
  text(text: string): string;
}

/** Of a shorter value nearly every text would hold some: masking it would tell it, and spoil the text. */
const shortest = 4;

export function createMask(): Mask {
  const hidden = new Map<string, string>();
  return {
    hide(name, value) {
      if (value.length < shortest) return;
      for (const form of formsOf(value)) hidden.set(form, `***${name}***`);
    },
    text(text) {
      let masked = text;
      // The longest first: one secret may be part of another.
      for (const [form, shown] of [...hidden].sort(([a], [b]) => b.length - a.length)) {
        masked = masked.replaceAll(form, shown);
      }
      return masked;
    },
  };
}

/** As it is, and as it stands in an address, in JSON, in a Basic header. */
function formsOf(value: string): string[] {
  const base64 = Buffer.from(value).toString('base64');
  return [
    ...new Set([
      value,
      encodeURIComponent(value),
      encodeURIComponent(value).replaceAll('%20', '+'),
      JSON.stringify(value).slice(1, -1),
      base64,
      base64.replace(/={1,2}$/, ''),
    ]),
  ];
}

/** A step's result with nothing secret in it. */
export function masked(result: StepResult, mask: Mask): StepResult {
  const evidence = (all: readonly StepEvidence[]) =>
    all.map(({ label, value, url }) => ({
      label: mask.text(label),
      value: mask.text(value),
      ...(url === undefined ? {} : { url: mask.text(url) }),
    }));
  return {
    ...result,
    ...(result.reason === undefined ? {} : { reason: mask.text(result.reason) }),
    degraded: result.degraded.map(({ dependency, reason }) => ({ dependency, reason: mask.text(reason) })),
    evidence: evidence(result.evidence),
  };
}
