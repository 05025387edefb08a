import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

interface Package {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
interface Lock {
  readonly packages: Readonly<
    Record<
      string,
      { readonly version?: string; readonly integrity?: string; readonly resolved?: string; readonly link?: boolean }
    >
  >;
}

const packages = readdirSync(path.join(root, 'packages')).map((name) => `packages/${name}/package.json`);
const files = ['package.json', ...packages.filter((file) => existsSync(path.join(root, file)))];
const dependencies = [
  ...new Set(files.flatMap((file) => Object.keys((JSON.parse(read(file)) as Package).dependencies ?? {}))),
].filter((name) => !name.startsWith('@tocsin/'));

const [, section = ''] = read('docs/decisions.md').split('## Production dependencies');
const reasoned = section
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) => line.split('|')[1] ?? '')
  .join(' ');

/** `lib-dynamodb` and `-lambda` stand behind the name whose beginning they share. */
const stands = (name: string): boolean =>
  [name, name.replace('@aws-sdk/', ''), name.replace('@aws-sdk/client', '')].some((written) =>
    new RegExp(`(^|[\\s,])${written.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}([\\s,]|$)`).test(reasoned),
  );

it.each(dependencies)('each production dependency stands in the decisions with its reason: %s', (name) => {
  expect(stands(name), `docs/decisions.md says nothing of ${name}`).toBe(true);
});

it('nothing is reasoned that is not depended on', () => {
  const written = reasoned.match(/@?[\w./-]+/g) ?? [];
  const full = written.filter((word) => word.startsWith('@') && !word.startsWith('@aws-sdk/client'));
  for (const name of full) expect(dependencies, name).toContain(name);
});

const { packages: locked } = JSON.parse(read('package-lock.json')) as Lock;

const asked = files.flatMap((file) => {
  const { dependencies, optionalDependencies } = JSON.parse(read(file)) as Package;
  return Object.entries({ ...dependencies, ...optionalDependencies })
    .filter(([name]) => !name.startsWith('@tocsin/'))
    .map(([name, version]) => ({ file, name, version }));
});

it.each(asked)('$file asks for one version of $name, the one that is locked, and no range', ({ name, version }) => {
  expect(version, 'write the exact version, then npm run lock').toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
  expect(locked[`node_modules/${name}`]?.version).toBe(version);
});

it('each is locked with its checksum', () => {
  for (const name of dependencies) expect(locked[`node_modules/${name}`]?.integrity, name).toMatch(/^sha512-/);
});

it('no package of the lock file names the host it came from', () => {
  for (const [name, { link, resolved }] of Object.entries(locked)) if (!link) expect(resolved, name).toBeUndefined();
});
