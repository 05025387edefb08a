import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { workflows } from '@tocsin/catalog';
import { buildAll, buildCatalogCanaries } from '../../../tools/build.ts';
import type { FunctionName, LambdaHandler } from './cloud/index.ts';

export const root = path.resolve(fileURLToPath(import.meta.url), '../../../..');
const dist = path.join(root, 'dist');
const functionNames: readonly FunctionName[] = ['intake', 'slack', 'respond', 'tick', 'look', 'act', 'draft'];

/** Builds the functions unless what was built is newer than every source it is built from. */
export async function ensureBuilt(): Promise<void> {
  if (isOld(functionNames.map((name) => path.join(dist, 'functions', name, 'index.mjs'))))
    await buildAll({ outdir: dist });
}

/** The same for the canaries; returns their folder. */
export async function ensureCanariesBuilt(): Promise<string> {
  const folder = path.join(dist, 'canaries');
  if (isOld(workflows.map(({ id }) => path.join(folder, `${id}.zip`)))) await buildCatalogCanaries({ outdir: dist });
  return folder;
}

function isOld(built: readonly string[]): boolean {
  const oldest = Math.min(...built.map((file) => (existsSync(file) ? statSync(file).mtimeMs : 0)));
  const sources = ['functions', 'packages', 'tools'].map((folder) => path.join(root, folder));
  return oldest < Math.max(...sources.map(newest));
}

/** The handlers that are deployed, with the environment they find there. One workbench a process: they keep their world. */
export async function loadHandlers(
  environment: Readonly<Record<string, string>>,
): Promise<Record<FunctionName, LambdaHandler>> {
  Object.assign(process.env, environment);
  const load = async (name: FunctionName): Promise<[FunctionName, LambdaHandler]> => {
    const module: { handler: LambdaHandler } = await import(
      pathToFileURL(path.join(dist, 'functions', name, 'index.mjs')).href
    );
    return [name, module.handler];
  };
  return Object.fromEntries(await Promise.all(functionNames.map(load))) as Record<FunctionName, LambdaHandler>;
}

/** When the newest source below a folder was written, ms. */
function newest(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() &&
        /\.(ts|json|md)$/.test(entry.name) &&
        !entry.parentPath.includes('node_modules') &&
        !entry.parentPath.includes('workbench'),
    )
    .reduce((latest, entry) => Math.max(latest, statSync(path.join(entry.parentPath, entry.name)).mtimeMs), 0);
}
