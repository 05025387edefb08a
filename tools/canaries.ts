import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Checks, needsOf } from '@tocsin/canary';
import type { Workflow } from '../packages/workflow/src/index.ts';
import { bundleFunction } from './bundle.ts';
import { zip } from './zip.ts';

const catalog = resolve(fileURLToPath(import.meta.url), '../../packages/catalog/src');

export interface BuiltCanary {
  readonly workflow: string;
  /** Bytes of the archive. */
  readonly zipped: number;
}

/** What the runtime has: its own module, and the Playwright that its pages come from. */
const provided = ['@aws/synthetics-playwright', 'playwright-core'];

/**
 * How the runtime behaves; `synthetics.json` beside the handler (CloudWatch user guide, "Writing a Node.js canary script
 * using the Playwright runtime"). Nothing that holds headers, bodies or cookies is kept: a check's secrets are among them.
 */
const runtimeSettings = {
  step: {
    screenshotOnStepStart: false,
    screenshotOnStepSuccess: false,
    screenshotOnStepFailure: true,
    stepSuccessMetric: true,
    stepDurationMetric: true,
    stepsReport: true,
    // Steps of other branches are tried all the same; which ones is the canary's to say.
    continueOnStepFailure: true,
  },
  report: {
    includeRequestHeaders: false,
    includeResponseHeaders: false,
    includeUrlPassword: false,
    includeRequestBody: false,
    includeResponseBody: false,
  },
  logging: {
    logRequest: false,
    logResponse: false,
    logRequestBody: false,
    logResponseBody: false,
    logRequestHeaders: false,
    logResponseHeaders: false,
  },
  har: false,
};

/**
 * Builds a canary for each workflow, as Synthetics takes it: `<outdir>/<workflow>.zip`, the handler `index.handler` at its
 * root; unpacked in `<outdir>/<workflow>/`; and `<workflow>.json`, what it needs of its stage, which the stacks transcribe.
 *
 * @param checksFolder where `<workflow>/checks.ts` stands; the catalog's own when left out
 */
export async function buildCanaries({
  outdir,
  workflows,
  checksFolder = catalog,
}: {
  outdir: string;
  workflows: readonly Workflow[];
  checksFolder?: string;
}): Promise<BuiltCanary[]> {
  // What was built before stays until all of it is built anew: somebody may be running it.
  const fresh = `${outdir}.${process.pid}`;
  await mkdir(fresh, { recursive: true });
  try {
    const built = await Promise.all(
      workflows.map((workflow) => buildCanary(workflow, { outdir: fresh, checksFolder })),
    );
    await rm(outdir, { recursive: true, force: true });
    await rename(fresh, outdir);
    return built;
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

async function buildCanary(workflow: Workflow, to: { outdir: string; checksFolder: string }): Promise<BuiltCanary> {
  const file = join(to.checksFolder, workflow.id, 'checks.ts');
  const { checks } = (await import(pathToFileURL(file).href)) as { checks: Checks };
  const needs = needsOf(workflow, checks);
  const folder = join(to.outdir, workflow.id);
  // The declaration itself goes in, not the catalog: a canary is built anew when its own workflow changes.
  const text = `
    import { synthetics } from '@aws/synthetics-playwright';
    import { canaryHandler } from '@tocsin/canary/handler';
    import { checks } from ${JSON.stringify(file)};
    export const handler = canaryHandler({ workflow: ${JSON.stringify(workflow)}, checks, synthetics });
  `;
  await bundleFunction({ name: workflow.id, entry: { text }, outdir: folder, external: provided });
  await writeFile(join(folder, 'synthetics.json'), `${JSON.stringify(runtimeSettings, null, 2)}\n`);
  const names = await readdir(folder);
  const files = await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))] as const));
  const archive = zip(Object.fromEntries(files));
  await writeFile(`${folder}.zip`, archive);
  await writeFile(`${folder}.json`, `${JSON.stringify(needs, null, 2)}\n`);
  return { workflow: workflow.id, zipped: archive.length };
}
