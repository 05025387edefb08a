import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Checks } from '@tocsin/canary';
import type { RunbookPolicy } from '@tocsin/runbook';
import type { RunbooksInput } from '@tocsin/runbook/read';
import type { Settings, Workflow } from '@tocsin/workflow';
import { BadInput } from './answer.ts';
import { nearest } from './nearest.ts';

/** The clone that this file is part of. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));
export const usualCatalog = path.join(root, 'packages/catalog/src');

/** Where a catalog is; its doors are loaded one by one, for a command needs one or two of them. */
export interface CatalogAt {
  readonly folder: string;
  workflows(): Promise<readonly Workflow[]>;
  settings(): Promise<Settings>;
  checks(): Promise<Readonly<Record<string, Checks>>>;
  /** Everything that reading its runbooks needs; the workflows are left out where they cannot be loaded. */
  runbooks(): Promise<RunbooksInput>;
}

/** @throws BadInput when the folder holds no catalog */
export function catalogAt(folder: string = usualCatalog): CatalogAt {
  const at = path.resolve(folder);
  if (!existsSync(path.join(at, 'index.ts')))
    throw new BadInput(
      `${folder} holds no catalog: there is no index.ts`,
      'Give the folder with the index.ts of a catalog.',
    );
  const load = async (file: string) =>
    (await import(pathToFileURL(path.join(at, file)).href)) as Record<string, unknown>;
  const workflows = async () => (await load('index.ts'))['workflows'] as readonly Workflow[];
  return {
    folder: at,
    workflows,
    settings: async () => (await load('index.ts'))['settings'] as Settings,
    checks: async () => (await load('checks.ts'))['checks'] as Readonly<Record<string, Checks>>,
    async runbooks() {
      const { policy, variables } = (await load('runbook-policy.ts')) as {
        policy: RunbookPolicy;
        variables: Readonly<Record<string, string>>;
      };
      return {
        texts: textsIn(at),
        fileExists: (file) => existsSync(path.join(at, file)),
        policy,
        variables: Object.keys(variables),
        workflows: await workflows(),
      };
    },
  };
}

function textsIn(folder: string): Record<string, string> {
  const files = markdownIn(folder);
  return Object.fromEntries(files.map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]));
}

/** Markdown files by their paths from the catalog's root, as runbooks are called. */
export const markdownIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.md'))
    .sort();

/** @throws BadInput with the id that was most likely meant */
export function workflowCalled(workflows: readonly Workflow[], id: string): Workflow {
  const found = workflows.find((workflow) => workflow.id === id);
  if (found) return found;
  throw unknown(
    'workflow',
    id,
    workflows.map((workflow) => workflow.id),
  );
}

export function unknown(what: string, name: string, known: readonly string[]): BadInput {
  const meant = nearest(name, known);
  const all = `There ${known.length === 1 ? 'is' : 'are'} ${known.join(', ') || 'none'}.`;
  return new BadInput(`there is no ${what} "${name}"`, meant === undefined ? all : `Did you mean "${meant}"? ${all}`);
}

/** A path as people at this terminal would write it. */
export function shown(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith('..') ? file : relative;
}
