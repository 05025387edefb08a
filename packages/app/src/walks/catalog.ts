import type { Runbook, RunbookPolicy, VariableValues } from '@tocsin/runbook';

/** The catalog's runbooks; loaded when they are first asked for, since most of what is done needs none. */
export interface Runbooks {
  load(): Promise<RunbookCatalog>;
}

export interface RunbookCatalog {
  readonly runbooks: readonly Runbook[];
  /** Text of each file as it is written, by its path from the catalog's root. */
  readonly texts: Readonly<Record<string, string>>;
  readonly policy: RunbookPolicy;
  /** Values that are the same for every incident, such as the address of the site. */
  readonly variables: VariableValues;
}

/** A runbook of one version: what a walk goes by, whatever the catalog says since. */
export type RunbookVersion = Pick<Runbook, 'file' | 'version'>;

export const isVersion = (runbook: Runbook, { file, version }: RunbookVersion): boolean =>
  runbook.file === file && runbook.version === version;
