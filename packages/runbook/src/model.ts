import type { Severity } from '@tocsin/workflow';
import type { Block } from './document.ts';
import type { Act } from './spec/acts.ts';
import type { Check } from './spec/checks.ts';

/** A runbook as it is walked: its files read, includes put in, links resolved. Plain data, so that it can be built ahead. */
export interface Runbook {
  /** The file's path from the catalog's root. */
  readonly file: string;
  /** Tells one text from another: derived from the content of the file and of all it includes. */
  readonly version: string;
  readonly title: string;
  readonly scope: Scope;
  readonly owner?: string;
  /** YYYY-MM-DD */
  readonly lastReviewed?: string;
  /** Values of the runbook's own, by name. */
  readonly variables: Readonly<Record<string, string>>;
  /** What stands before the first step. */
  readonly introduction: readonly Block[];
  readonly steps: readonly Step[];
}

/**
 * What a runbook is for. Steps (`<workflow>/<step>`), dependencies and alarms say what it mends; workflows and
 * severities narrow that down. Workflows alone: it is the runbook of these workflows. Nothing at all: it is included by
 * others and never chosen.
 */
export interface Scope {
  readonly workflows: readonly string[];
  readonly steps: readonly string[];
  readonly dependencies: readonly string[];
  /** Names of alarms; `*` stands for any text. */
  readonly alarms: readonly string[];
  readonly severities: readonly Severity[];
}

interface AnyStep {
  /** The anchor of its heading; a step that was included has the anchor of what included it before that. */
  readonly id: string;
  readonly title: string;
  /** Titles of the headings it stands under, outermost first. */
  readonly sections: readonly string[];
  readonly place: Place;
  readonly text: readonly Block[];
  readonly exits: Exits;
}
/** A person does it and says so. */
export interface DoStep extends AnyStep {
  readonly type: 'do';
}
/** Tocsin looks, and compares with what is expected. */
export interface CheckStep extends AnyStep {
  readonly type: 'check';
  readonly check: Check;
}
/** A person answers a question; each answer leads somewhere. */
export interface DecideStep extends AnyStep {
  readonly type: 'decide';
}
/** Tocsin does it when a person says so. */
export interface ActStep extends AnyStep {
  readonly type: 'act';
  readonly act: Act;
}
export type Step = DoStep | CheckStep | DecideStep | ActStep;
export type StepType = Step['type'];

/** Lines of the step's own text in its file, from its heading on, counted from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly lastLine: number;
}

export interface Exits {
  /** Where it goes on when the step is done; absent where a person has to choose. */
  readonly onward?: Target;
  /** Where it goes on when it did not work or the reading is not as expected, if the runbook says. */
  readonly otherwise?: Target;
  readonly branches: readonly Branch[];
}
export interface Branch {
  readonly label: string;
  readonly target: Target;
}
export type Target =
  | { readonly type: 'step'; readonly step: string }
  | { readonly type: 'end' }
  | { readonly type: 'runbook'; readonly file: string };
