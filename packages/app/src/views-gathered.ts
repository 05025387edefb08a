import type { Severity } from '@tocsin/workflow';

/** The message of an incident that speaks for others: how many still fail, what they stand on, which they are. */
export interface GatheredView {
  readonly type: 'gathered';
  /** The one that speaks. */
  readonly incident: string;
  /** It has no trouble of its own. */
  readonly storm: boolean;
  readonly total: number;
  readonly failing: number;
  /** Of those that fail. */
  readonly severities: readonly { readonly severity: Severity; readonly count: number }[];
  /** Those that most fail in first. */
  readonly groups: readonly GatheredGroup[];
}

/** Incidents that name the same dependency, or none. */
export interface GatheredGroup {
  readonly dependency?: string;
  readonly total: number;
  readonly failing: number;
  readonly lines: readonly GatheredLine[];
}

export interface GatheredLine {
  readonly incident: string;
  readonly state: 'failing' | 'recovered' | 'over';
  /** The workflow's title, else the incident's. */
  readonly title: string;
  readonly severity: Severity;
  readonly since: string;
  readonly step?: string;
  readonly dependency?: string;
}
