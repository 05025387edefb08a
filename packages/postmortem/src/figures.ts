/** A sequence diagram: who takes part, and what goes between them, from top to bottom. */
export interface Sequence {
  readonly title: string;
  readonly actors: readonly Actor[];
  readonly messages: readonly Message[];
}
export interface Actor {
  readonly id: string;
  readonly title: string;
  readonly type: 'user' | 'service' | 'dependency';
  /** Suspected in the incident. */
  readonly broken?: true;
}
export interface Message {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** `call`: a step; the others, what it stands on. */
  readonly type: 'call' | 'hard' | 'soft';
  readonly state: 'ok' | 'failed' | 'blocked' | 'degraded';
}

/** A series over time, with lines across it. */
export interface Chart {
  readonly title: string;
  readonly unit: string;
  readonly from: string;
  readonly to: string;
  readonly points: readonly { readonly at: string; readonly value: number }[];
  readonly objective?: number;
  /** Times marked, such as the six clocks. */
  readonly marks: readonly { readonly at: string; readonly label: string }[];
}
