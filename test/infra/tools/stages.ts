import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { environment, type Graph, graphOf } from './graph.ts';
import { root } from './places.ts';

/** Canaries look from here, and one of them lacks a value. */
const vpc = { TOCSIN_CANARY_SUBNETS: 'subnet-0a1b2c3d, subnet-1a2b3c4d', TOCSIN_CANARY_SECURITY_GROUPS: 'sg-0a1b2c3d' };

/** Drafts are reworded by a model, and name nobody. */
const drafting = { TOCSIN_REWRITE_MODEL: 'eu.amazon.nova-lite-v1:0', TOCSIN_SHOW_PEOPLE: 'roles' };

/** The stages that the tests look at; evaluated once, for each costs seconds. */
export const stages = {} as { test: Graph; production: Graph; unconfigured: Graph; inVpc: Graph; signals: Graph };

export async function evaluateStages(): Promise<void> {
  if (!existsSync(path.join(root, 'dist/canaries'))) {
    const tsx = createRequire(import.meta.url).resolve('tsx/cli');
    await promisify(execFile)(process.execPath, [tsx, 'tools/build.ts'], { cwd: root });
  }
  const { CACHE_TABLE, ...noTable } = environment;
  [stages.test, stages.production, stages.unconfigured, stages.inVpc, stages.signals] = await Promise.all([
    graphOf('test'),
    graphOf('production'),
    graphOf('test', {}),
    graphOf('test', { ...noTable, ...vpc, ...drafting }),
    graphOf('test', { ...environment, TOCSIN_TEST_CATALOG: 'test/infra/tools/signals-catalog.ts' }),
  ]);
}
