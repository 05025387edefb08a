import { mkdtemp, readdir, readFile, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildPage } from '../../packages/workbench/src/server/build-page.ts';

test('the page is built once, again when its sources are newer, and names no address elsewhere', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-build-'));
  const outDir = join(folder, 'page');
  try {
    expect(await buildPage({ outDir })).toEqual({ built: true });
    expect(await buildPage({ outDir })).toEqual({ built: false });
    await utimes(join(outDir, 'index.html'), 0, 0);
    expect(await buildPage({ outDir })).toEqual({ built: true });
    expect(await readdir(folder)).toEqual(['page']);
    expect(await readFile(join(outDir, 'index.html'), 'utf8')).not.toMatch(/https?:/);
    const assets = await readdir(join(outDir, 'assets'));
    const scripts = assets.filter((name) => name.endsWith('.js')).map((name) => join(outDir, 'assets', name));
    const all = await Promise.all(scripts.map((script) => readFile(script, 'utf8')));
    expect(all.join('').includes('React DevTools'), 'a development build').toBe(false);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
