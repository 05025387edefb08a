import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const workbench = fileURLToPath(new URL('../..', import.meta.url));
const sources = [
  'src/page',
  'src/page-api.ts',
  'src/page-requests.ts',
  'src/server/build-page.ts',
  'vite.config.ts',
].map((path) => join(workbench, path));

/**
 * Builds the page with Vite, unless what stands in `outDir` is newer than its sources. It is built beside and moved into
 * place, so that two who build at once do not serve half a page. Says whether it built.
 */
export async function buildPage({ outDir }: { readonly outDir: string }): Promise<{ readonly built: boolean }> {
  const builtAt = await newest(join(outDir, 'index.html'));
  const changedAt = Math.max(...(await Promise.all(sources.map(newest))));
  if (builtAt > changedAt) return { built: false };

  const beside = `${outDir}.${process.pid}`;
  await mkdir(dirname(outDir), { recursive: true });
  await inProduction(() =>
    build({
      configFile: join(workbench, 'vite.config.ts'),
      logLevel: 'warn',
      build: { outDir: beside, emptyOutDir: true },
    }),
  );
  if ((await newest(join(outDir, 'index.html'))) > changedAt) {
    // Somebody else's build came first; theirs is as good, and somebody may be reading it.
    await rm(beside, { recursive: true, force: true });
    return { built: false };
  }
  return { built: await takesThePlaceOf(outDir, beside) };
}

/** By renaming alone, which two can do at once: nobody takes files away from under another. False: the other's stands there. */
async function takesThePlaceOf(outDir: string, beside: string): Promise<boolean> {
  const before = `${beside}.before`;
  const isThere = (error: NodeJS.ErrnoException) => {
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(error.code ?? '')) throw error;
    return false;
  };
  const moved = (from: string, to: string) => rename(from, to).then(() => true, isThere);
  await moved(outDir, before);
  const placed = await moved(beside, outDir);
  for (const left of [before, beside]) await rm(left, { recursive: true, force: true });
  return placed;
}

/** Vite and React take the environment's word over the mode's: built by a test, the page would be a development one. */
async function inProduction(work: () => Promise<unknown>): Promise<void> {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    await work();
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
}

/** When a file, or the newest in a folder and the folder itself, last changed; 0 when there is none. */
async function newest(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  if (!found) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  const inside = await readdir(path, { withFileTypes: true, recursive: true });
  const times = await Promise.all(
    inside.map(async (entry) => (await stat(join(entry.parentPath, entry.name))).mtimeMs),
  );
  return Math.max(found.mtimeMs, ...times);
}
