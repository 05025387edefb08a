import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.resolve(import.meta.dirname, '../..');
const deployed = ['app', 'aws', 'incident', 'postmortem', 'runbook', 'runbook-aws', 'slack'].map(
  (name) => `packages/${name}/src`,
);

/**
 * Loads what the functions load when they first need it. How long that takes is the machine's affair, and what is asked
 * meanwhile would be asked earlier in one run than in another.
 */
export async function preload(): Promise<void> {
  const wanted = new Set(
    ['functions', ...deployed].flatMap((folder) => filesIn(path.join(root, folder)).flatMap(loadedBy)),
  );
  await Promise.all([...wanted].map((module) => import(module)));
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => path.join(folder, file));

const loadedBy = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/\bimport\('([^']+)'\)/g)].map(([, module = '']) =>
    module.startsWith('.') ? pathToFileURL(path.resolve(path.dirname(file), module)).href : module,
  );
