import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { Bundle } from '../../tools/bundle.ts';
import { type Figure, median, round } from './figure.ts';
import type { Comparison } from './plain-bundle.ts';

const aims: Readonly<Record<string, string>> = {
  slack: '≤ 0.15',
  ...Object.fromEntries(['intake', 'respond', 'tick', 'look', 'act', 'draft'].map((name) => [name, '≤ 0.3'])),
};

/** What the functions find when they are deployed; nothing answers at these addresses, and importing asks nobody. */
const environment = {
  PATH: process.env['PATH'] ?? '',
  NODE_ENV: 'production',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  TOCSIN_TABLE: 'tocsin',
  TOCSIN_QUEUE_URL: 'http://127.0.0.1:9/queue.fifo',
  TOCSIN_LOOK_QUEUE_URL: 'http://127.0.0.1:9/look.fifo',
  TOCSIN_ACT_QUEUE_URL: 'http://127.0.0.1:9/act.fifo',
  TOCSIN_DRAFT_QUEUE_URL: 'http://127.0.0.1:9/draft.fifo',
  TOCSIN_INCIDENTS_CHANNEL: 'C0INCIDENT',
  SLACK_API_URL: 'http://127.0.0.1:9/api/',
  SLACK_BOT_TOKEN: 'xoxb-test',
  SLACK_SIGNING_SECRET: 'test',
};

/** Milliseconds that a fresh process takes to import a bundle: what Lambda's INIT pays on top of the runtime. */
function importOnce(file: string): number {
  const script = `const t = performance.now(); await import(${JSON.stringify(file)}); process.stdout.write(String(performance.now() - t)); process.exit(0);`;
  return Number(
    execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', env: environment }),
  );
}

/**
 * Cold import of each built function against a plain Bolt + AWS SDK + zod bundle, in one run: a fresh process each time,
 * in an order shuffled anew each round, so that what else the machine does falls on all alike; what is given is the median.
 */
export function coldImport({
  functions,
  comparison,
  rounds,
}: {
  functions: string;
  comparison: Comparison;
  rounds: number;
}): Figure[] {
  const names = Object.keys(aims);
  const files = new Map([
    ...names.map((name) => [name, path.join(functions, name, 'index.mjs')] as const),
    ['plain', comparison.plain],
    ['empty', comparison.empty],
  ]);
  const times = new Map<string, number[]>();
  // The first import of each fills the file cache and does not count.
  for (const file of files.values()) importOnce(file);
  for (let turn = 0; turn < rounds; turn++) {
    for (const [name, file] of shuffled([...files])) times.set(name, [...(times.get(name) ?? []), importOnce(file)]);
  }
  const of = (name: string) => median(times.get(name) ?? []);
  return [...names, 'empty'].map((name) => ({
    name: `cold-import.${name}`,
    value: round(of(name), 1),
    unit: 'ms',
    ratio: round(of(name) / of('plain'), 3),
    against: `a plain Bolt + AWS SDK + zod bundle (${round(of('plain'), 1)} ms); median of ${rounds}`,
    aim: aims[name] ?? 'the floor',
    parts: {
      fastest: round(Math.min(...(times.get(name) ?? [])), 1),
      'times an empty handler’s': round(of(name) / of('empty'), 1),
    },
  }));
}

/** What the processor has to read before the first event, and all that is deployed. */
export function bundleSizes(bundles: readonly Bundle[], { plainBytes }: Comparison): Figure[] {
  const kilobytes = (bytes: number): number => Math.round(bytes / 1_024);
  return bundles.map(({ name, firstLoad, all }) => ({
    name: `first-load.${name}`,
    value: kilobytes(firstLoad),
    unit: 'KB',
    ratio: round(firstLoad / plainBytes, 3),
    against: `the plain bundle (${kilobytes(plainBytes)} KB)`,
    parts: { 'all that is deployed, KB': kilobytes(all) },
  }));
}

/** Fisher and Yates. */
function shuffled<Item>(items: Item[]): Item[] {
  for (let last = items.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1));
    [items[last], items[other]] = [items[other] as Item, items[last] as Item];
  }
  return items;
}
