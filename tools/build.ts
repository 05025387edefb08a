import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tableInput } from '../packages/aws/src/table.ts';
import { workflows } from '../packages/catalog/src/index.ts';
import { checkCatalog } from '../packages/workflow/src/index.ts';
import { type Bundle, bundleFunction, excessOf } from './bundle.ts';
import { type BuiltCanary, buildCanaries } from './canaries.ts';

const root = resolve(fileURLToPath(import.meta.url), '../..');

/** The functions, as deployed and as scripts drive them: dist/functions/<name>/index.mjs, exporting `handler`. */
export const functionNames = ['intake', 'slack', 'respond', 'tick', 'look', 'act', 'draft'] as const;

/** Has three seconds to answer, cold start included. */
const answersSlack: readonly string[] = ['slack'];

/**
 * Bundles functions into `<outdir>/functions` and writes `<outdir>/table.json`, what CreateTable takes.
 *
 * @throws Error with all that is wrong: a missing function, what does not compile, a first load that is too heavy
 */
export async function buildAll({
  outdir,
  names = functionNames,
}: {
  outdir: string;
  names?: readonly string[];
}): Promise<Bundle[]> {
  // A catalog that does not hold together is refused here, before it is deployed.
  checkCatalog(workflows, { fileExists: (path) => existsSync(join(root, 'packages/catalog/src', path)) });
  await import('../packages/catalog/src/runbooks.ts');
  const entries = names.map((name) => ({ name, entry: join(root, 'functions', `${name}.ts`) }));
  const missing = entries.filter(({ entry }) => !existsSync(entry));
  if (missing.length > 0)
    throw new Error(`there is no ${missing.map(({ name }) => `functions/${name}.ts`).join(', ')}`);
  // What was built before stays until all of it is built anew: somebody may be running it.
  const fresh = join(outdir, `functions.${process.pid}`);
  await mkdir(fresh, { recursive: true });
  try {
    const bundles = await Promise.all(
      entries.map(({ name, entry }) => bundleFunction({ name, entry, outdir: join(fresh, name) })),
    );
    const excess = bundles.filter(({ name }) => answersSlack.includes(name)).flatMap(excessOf);
    if (excess.length > 0) throw new Error(excess.join('\n'));
    await writeFile(join(outdir, 'table.json'), `${JSON.stringify(tableInput('tocsin'), null, 2)}\n`);
    await rm(join(outdir, 'functions'), { recursive: true, force: true });
    await rename(fresh, join(outdir, 'functions'));
    return bundles;
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

const kilobytes = (bytes: number): string => `${(bytes / 1_024).toFixed(0).padStart(5)} KB`;

/** As the canaries of the catalog are deployed: dist/canaries/<workflow>/, <workflow>.zip and <workflow>.json beside it. */
export async function buildCatalogCanaries({ outdir }: { outdir: string }): Promise<BuiltCanary[]> {
  return buildCanaries({ outdir: join(outdir, 'canaries'), workflows });
}

async function main(): Promise<void> {
  const outdir = join(root, 'dist');
  const bundles = await buildAll({ outdir });
  for (const { name, firstLoad, all } of bundles) {
    console.log(`dist/functions/${name.padEnd(8)} ${kilobytes(firstLoad)} loaded at start, ${kilobytes(all)} in all`);
  }
  for (const { workflow, zipped } of await buildCatalogCanaries({ outdir }))
    console.log(`dist/canaries/${workflow}.zip ${kilobytes(zipped)}`);
  console.log('dist/table.json');
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main().catch((error: unknown) => {
    console.error(`The build failed: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  });
}
