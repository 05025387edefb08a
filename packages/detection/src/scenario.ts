import type { Workflow } from '@tocsin/workflow';

/** Something that makes a share of the tries of some steps fail, from one second to another. */
export interface Fault {
  readonly steps: readonly string[];
  /** 1: every try fails. */
  readonly share: number;
  /** Seconds since the fault of the scenario began; several faults may overlap. */
  readonly from: number;
  readonly seconds: number;
  /** The hard dependency that is behind it, as the canary's checks tell. */
  readonly dependency?: string;
  /** A soft dependency that is gone: the step works without it. */
  readonly soft?: string;
}

/** Real users, as far as alarms see them. */
export interface Traffic {
  /** Visitors a second at the mean of the day. */
  readonly perSecond: number;
  /** How much more there is at noon than on average, and less at midnight: 0.6 for a service of one continent. */
  readonly diurnal: number;
}

/** What is to be seen in a scenario. `unknown`: no step may be named. */
export interface Expected {
  /** Whether anything is to be detected; noise is not. */
  readonly detected: boolean;
  readonly step?: string;
  readonly dependency?: string;
  /** Nobody may be woken by it: it is looked at in the morning. */
  readonly ticket?: true;
  /** A target: from the fault to the action that tells of it, at the 95th percentile. */
  readonly withinSeconds?: number;
  /** Why there is no target where one could be looked for. */
  readonly noTarget?: string;
  /** The alarm that tells, where it is not Tocsin's incident that counts. */
  readonly by?: 'page-topic';
}

export interface Scenario {
  readonly name: string;
  readonly what: string;
  readonly workflow: Workflow;
  readonly traffic: Traffic;
  /** The share of tries of a workflow that fails all the time, as a part of the budget: 0.5 spends half of it. */
  readonly noise: number;
  /** Rolling deploys: a minute in which some requests fail, so many a week. */
  readonly deploysAWeek?: number;
  readonly faults: readonly Fault[];
  /** The canaries stop at the fault. */
  readonly canaryStops?: true;
  /** How long it was quiet before, and how long it is watched from the fault on. */
  readonly quietSeconds: number;
  readonly watchSeconds: number;
  readonly expected: Expected;
  /** How many seeds it is worth: a month of noise says as much as a hundred outages. */
  readonly mostSeeds?: number;
}
