import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Break } from './breaks/break.ts';
import { breaks } from './breaks.ts';
import { patternOf } from './held-by.ts';

const root = new URL('../../', import.meta.url);

/** What one break came to. */
interface Seen {
  readonly of: Break;
  readonly seen: 'red' | 'green' | 'not run';
  /** Of the first test that failed. */
  readonly because?: string;
}

const { values: options } = parseArgs({
  options: { only: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
});
if (options.help) {
  console.log(
    'npm run promises -- [--only <words>] [--json]\n\nBreaks each promise of docs/reliability.md in turn, by a change of the code that is taken back, and looks whether its\ntest fails. Only those whose file, title or words hold <words>. Exits with 1 if one is not seen red.',
  );
  process.exit(0);
}
const { only = '' } = options;
const chosen = breaks.filter((one) =>
  [one.test, one.title, one.breaks, ...one.changes.map(({ file }) => file)].some((text) => text.includes(only)),
);
if (chosen.length === 0) {
  console.error(`no break's file, title or words hold “${only}”; they stand in test/promises/breaks`);
  process.exit(2);
}

const all: Seen[] = [];
for (const [index, one] of chosen.entries()) {
  const seen = await see(one);
  all.push(seen);
  if (!options.json)
    console.log(
      `${`${index + 1}/${chosen.length}`.padStart(7)} ${seen.seen.padEnd(7)} ${one.breaks}\n                ${one.test} “${one.title}”${seen.because === undefined ? '' : `\n                ${seen.because}`}`,
    );
}
if (options.json)
  console.log(
    JSON.stringify(
      all.map(({ of: { test, title, breaks: broken }, ...seen }) => ({ test, title, breaks: broken, ...seen })),
      null,
      2,
    ),
  );
const missed = all.filter(({ seen }) => seen !== 'red');
console.error(`${all.length - missed.length} of ${all.length} breaks seen red`);
process.exitCode = missed.length === 0 ? 0 : 1;

/** Makes the changes, runs the test, and takes the changes back, whatever comes between. */
async function see(one: Break): Promise<Seen> {
  const files = [...new Set(one.changes.map(({ file }) => file))];
  const before = await Promise.all(files.map(async (file) => ({ file, text: await readFile(at(file), 'utf8') })));
  const write = (all: typeof before) => Promise.all(all.map(({ file, text }) => writeFile(at(file), text)));
  const interrupted = () => void write(before).then(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    await write(before.map(({ file, text }) => ({ file, text: changed(file, text, one) })));
    return { of: one, ...(await run(one)) };
  } finally {
    await write(before);
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
  }
}

function at(file: string): URL {
  return new URL(file, root);
}

function changed(file: string, text: string, { changes }: Break): string {
  return changes
    .filter((change) => change.file === file)
    .reduce((now, { from, to }) => {
      if (now.split(from).length === 2) return now.replace(from, () => to);
      throw new Error(`${file} has this not once: ${from}. Mend its break in test/promises/breaks`);
    }, text);
}

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly failureMessages?: readonly string[] }[];
  }[];
}

async function run({ test, within = test, title }: Break): Promise<Omit<Seen, 'of'>> {
  const folder = await mkdtemp(join(tmpdir(), 'promises-'));
  const file = join(folder, 'report.json');
  const report = ['--reporter=json', `--outputFile=${file}`];
  const child = spawn('npx', ['vitest', 'run', within, '-t', patternOf(title), '--bail=1', '--retry=0', ...report], {
    cwd: root,
    stdio: 'ignore',
  });
  await new Promise((resolve, reject) => child.once('exit', resolve).once('error', reject));
  try {
    const { testResults } = JSON.parse(await readFile(file, 'utf8')) as Report;
    const results = testResults.flatMap(({ assertionResults }) => assertionResults);
    const failed = results.find(({ status }) => status === 'failed');
    if (failed) return { seen: 'red', because: failed.failureMessages?.[0]?.split('\n')[0]?.slice(0, 160) ?? '' };
    return { seen: results.some(({ status }) => status === 'passed') ? 'green' : 'not run' };
  } finally {
    await rm(folder, { recursive: true });
  }
}
