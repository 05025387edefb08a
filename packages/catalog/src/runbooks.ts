/**
 * The catalog's third door: its runbooks, read and held together. The build puts what this gives in its place, so that no
 * function carries a Markdown parser.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Runbook } from '@tocsin/runbook';
import { checkRunbooks } from '@tocsin/runbook/read';
import { workflows } from './index.ts';
import { policy, variables } from './runbook-policy.ts';

const folder = new URL('.', import.meta.url);
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.md'))
  .sort();

/** Each file as it is written, by its path from here: what a proposed change is made against. */
export const texts: Readonly<Record<string, string>> = Object.fromEntries(
  files.map((file) => [file, readFileSync(new URL(file, folder), 'utf8')]),
);

export const runbooks: readonly Runbook[] = checkRunbooks({
  texts,
  fileExists: (path) => existsSync(new URL(path, folder)),
  policy,
  variables: Object.keys(variables),
  workflows,
});
