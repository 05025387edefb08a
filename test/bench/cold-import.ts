import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { type Figure, median, round } from './figure.ts';
import { buildComparison } from './plain-bundle.ts';

const aims: Readonly<Record<string, string>> = { slack: '≤ 0.15', intake: '≤ 0.3', respond: '≤ 0.3', tick: '≤ 0.3' };

/** Milliseconds that a fresh process takes to import a bundle: what Lambda's INIT pays on top of the runtime. */
function importOnce(file: string): number {
  const script = `const t = performance.now(); await import(${JSON.stringify(file)}); process.stdout.write(String(performance.now() - t)); process.exit(0);`;
  // As in a function that has not been called: no configuration is read before the first event.
  const env = { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production' };
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', env }));
}

/**
 * Cold import of each built function against a plain Bolt + AWS SDK + zod bundle, in one run. The order is turned in each
 * round, so that no bundle always runs first; what is given is the median.
 */
export async function coldImport(root: string, out: string, rounds: number): Promise<Figure[]> {
  const { plain, empty } = await buildComparison(root, out);
  const built = Object.keys(aims).map((name) => [name, path.join(root, 'dist/functions', name, 'index.mjs')] as const);
  const all = [...built, ['plain', plain] as const, ['empty', empty] as const];
  const times = new Map<string, number[]>(all.map(([name]) => [name, []]));
  for (const [, file] of all) importOnce(file);
  for (let turn = 0; turn < rounds; turn++) {
    for (let index = 0; index < all.length; index++) {
      const [name, file] = all[(index + turn) % all.length] ?? ['plain', plain];
      times.get(name)?.push(importOnce(file));
    }
  }
  const of = (name: string) => median(times.get(name) ?? []);
  return [
    ...built.map(([name]) => ({
      name: `cold-import.${name}`,
      value: round(of(name), 1),
      unit: 'ms',
      ratio: round(of(name) / of('plain'), 3),
      against: `a plain Bolt + AWS SDK + zod bundle (${round(of('plain'), 1)} ms)`,
      aim: aims[name] ?? '',
    })),
    {
      name: 'cold-import.empty',
      value: round(of('empty'), 1),
      unit: 'ms',
      ratio: round(of('empty') / of('plain'), 3),
      against: 'the same plain bundle',
      aim: 'the floor',
    },
  ];
}
