import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import type { App } from './bundle.ts';
import type { Build } from './cli.ts';
import { root } from './places.ts';

/** A resource as it is registered with Pulumi. */
export interface Resource {
  type: string;
  name: string;
  inputs: Record<string, any>;
  retainOnDelete?: true;
}

/** All that a deploy of a stage would ask for. */
export interface Graph {
  /** Undefined when app() itself failed. */
  app: App | undefined;
  resources: Resource[];
  /** What a handler would find under `Resource.<name>` if it were linked. */
  links: Record<string, { properties: Record<string, unknown> }>;
  builds: Build[];
  outputs: Record<string, unknown>;
  errors: string[];
}

const run = promisify(execFile);

/** A team's settings; the secrets are told from all else by their values. */
export const environment = {
  TOCSIN_INCIDENTS_CHANNEL: 'C0123456789',
  TOCSIN_ALARM_ACCOUNTS: '111122223333',
  BASE_URL: 'https://designs.example',
  CACHE_TABLE: 'translations',
  SST_SECRET_SlackBotToken: 'the-bot-token-of-these-tests',
  SST_SECRET_SlackSigningSecret: 'the-signing-secret-of-these-tests',
};

/** Evaluates the real sst.config.ts under Pulumi's mocks; installs SST's platform when it is missing. */
export async function graphOf(stage: string, env: Record<string, string> = environment): Promise<Graph> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tocsin-graph-'));
  const file = path.join(folder, 'graph.json');
  try {
    await run(process.execPath, ['tools/infra-install.mjs'], { cwd: root, timeout: 300_000 });
    await run(process.execPath, [await evaluator(folder), stage, file], {
      cwd: root,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
      timeout: 240_000,
    });
    return JSON.parse(readFileSync(file, 'utf8')) as Graph;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** evaluate.ts as plain JavaScript: a loader would also look at the thousands of files of Pulumi's AWS package, for seconds. */
async function evaluator(folder: string): Promise<string> {
  const outfile = path.join(folder, 'evaluate.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('./evaluate.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    define: { 'import.meta.dirname': JSON.stringify(import.meta.dirname) },
  });
  return outfile;
}
