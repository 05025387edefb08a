import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const packages = readdirSync(path.join(root, 'packages'));

/** What each package may import of the others: downhill only (see AGENTS.md). */
const allowed: Record<string, readonly string[]> = {
  workflow: [],
  'alarm-evaluation': ['workflow'],
  runbook: ['workflow'],
  incident: ['workflow', 'runbook'],
  postmortem: ['workflow', 'runbook', 'incident'],
  detection: ['workflow', 'alarm-evaluation', 'incident'],
  canary: ['workflow'],
  catalog: ['workflow', 'runbook', 'canary'],
  app: ['workflow', 'runbook', 'incident', 'postmortem'],
  aws: ['workflow', 'runbook', 'incident', 'postmortem', 'app'],
  slack: ['workflow', 'runbook', 'incident', 'postmortem', 'app', 'aws'],
  'runbook-aws': ['workflow', 'runbook', 'app'],
  'fault-proxy': [],
  'slack-simulator': [],
  workbench: packages,
  cli: packages,
};

/** Outside packages that the pure packages may import: a schema library, nothing that knows network, clock or chance. */
const pure: Record<string, readonly string[]> = {
  workflow: ['zod/mini'],
  runbook: [
    'zod/mini',
    'node:crypto',
    'diff',
    'mdast',
    'mdast-util-from-markdown',
    'mdast-util-frontmatter',
    'mdast-util-gfm',
    'mdast-util-to-string',
    'micromark-extension-frontmatter',
    'micromark-extension-gfm',
    'yaml',
  ],
  incident: ['node:crypto'],
  'alarm-evaluation': [],
  postmortem: ['diff'],
  detection: [],
};
const impure = [/\bDate\.now\(/, /\bnew Date\(\)/, /\bMath\.random\(/, /\bprocess\.env\b/, /\bfetch\(/];

const sourcesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|\.d\.ts$|node_modules/.test(file))
    .map((file) => path.join(folder, file));

const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/(?<![\w-])(?:from\s*|import\s*\(?\s*)'([^'\s]+)'/g)].map(
    (match) => match[1] ?? '',
  );

describe('imports run downhill', () => {
  it.each(packages)('%s', (name) => {
    const found = sourcesOf(path.join(root, 'packages', name, 'src')).flatMap((file) =>
      importsOf(file)
        .filter((specifier) => specifier.startsWith('@tocsin/'))
        .map((specifier) => specifier.split('/')[1] ?? '')
        .filter((other) => other !== name && !allowed[name]?.includes(other))
        .map((other) => `${path.relative(root, file)} imports ${other}`),
    );
    expect(found).toEqual([]);
  });

  it('relative imports stay inside their package', () => {
    const found = packages.flatMap((name) => {
      const folder = path.join(root, 'packages', name);
      return sourcesOf(path.join(folder, 'src')).flatMap((file) =>
        importsOf(file)
          .filter(
            (specifier) => specifier.startsWith('.') && !path.resolve(path.dirname(file), specifier).startsWith(folder),
          )
          .map((specifier) => `${path.relative(root, file)} imports ${specifier}`),
      );
    });
    expect(found.filter((line) => !line.includes('packages/workbench/'))).toEqual([]);
  });
});

describe('pure packages', () => {
  it.each(Object.keys(pure))('%s imports no SDK and knows no clock, chance, network or environment', (name) => {
    const found = sourcesOf(path.join(root, 'packages', name, 'src')).flatMap((file) => {
      const text = readFileSync(file, 'utf8');
      const outside = importsOf(file).filter(
        (one) => !one.startsWith('.') && !one.startsWith('@tocsin/') && !pure[name]?.includes(one),
      );
      return [...outside, ...impure.filter((pattern) => pattern.test(text)).map(String)].map(
        (what) => `${path.relative(root, file)}: ${what}`,
      );
    });
    expect(found).toEqual([]);
  });
});

it('nothing reads a table by a scan, or could by PartiQL: what it costs would grow with all that is stored', () => {
  const sources = [...packages.map((name) => path.join('packages', name, 'src')), 'functions', 'stacks']
    .flatMap((folder) => sourcesOf(path.join(root, folder)))
    .filter((file) =>
      /\b(?:Scan|(?:Batch)?ExecuteStatement)Command\b|'(?:Scan|PartiQL\w+)'/.test(readFileSync(file, 'utf8')),
    );
  expect(sources.map((file) => path.relative(root, file))).toEqual([]);
});
