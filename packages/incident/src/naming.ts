export type StepState = 'failed' | 'degraded' | 'blocked' | 'passed' | 'unknown';
export type Confidence = 'high' | 'medium' | 'low' | 'none';

export interface Suspect {
  readonly dependency: string;
  readonly kind: 'hard' | 'soft';
  readonly why: string;
}

/** Something that was seen, when, and where to look. */
export interface Evidence {
  readonly at: string;
  readonly text: string;
  readonly link?: string;
}

/** Triage's conclusion: the step that broke, or an honest "unknown, because". */
export interface Naming {
  readonly workflow: string;
  readonly step?: string;
  /** The step works, but without one of its soft dependencies. */
  readonly degraded: boolean;
  readonly dependency?: string;
  readonly suspects: readonly Suspect[];
  readonly confidence: Confidence;
  readonly reason: string;
  readonly evidence: readonly Evidence[];
  readonly states: Readonly<Record<string, StepState>>;
  /** A person named the step: triage does not replace it. */
  readonly pinned?: { readonly by: string; readonly reason?: string };
  /** The step that the evidence speaks for instead. */
  readonly contradiction?: { readonly step: string; readonly reason: string };
}

/** Whether two conclusions say the same to a person; words and evidence may differ. */
export function sameNaming(a: Naming | undefined, b: Naming): boolean {
  return (
    a !== undefined &&
    a.step === b.step &&
    a.dependency === b.dependency &&
    a.degraded === b.degraded &&
    a.confidence === b.confidence &&
    a.pinned?.by === b.pinned?.by &&
    a.contradiction?.step === b.contradiction?.step &&
    Object.entries(b.states).every(([step, state]) => a.states[step] === state)
  );
}
