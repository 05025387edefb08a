import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type Extent, measurements } from './measurements.ts';
import { figureNames } from './names.ts';
import { pageWith } from './page.ts';
import { type Run, runAll } from './run.ts';
import { tableOf } from './table-of.ts';

/**
 * Measures what docs/performance.md speaks of.
 *
 *     npm run bench                         a table
 *     npm run bench -- --json               one object
 *     npm run bench -- --only burst,storm   figures of these measurements alone
 *     npm run bench -- --page               the page's tables anew, with what was measured
 *     npm run bench -- --from run.json --page   the same with what a run with --json printed
 *     npm run bench -- --rounds 21          more processes for each cold import
 *     npm run bench -- --stored 10000       incidents that lie beside one, for `flat`
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    page: { type: 'boolean', default: false },
    from: { type: 'string' },
    rounds: { type: 'string', default: '9' },
    openings: { type: 'string', default: '9' },
    stored: { type: 'string', default: '100000' },
    only: { type: 'string' },
  },
});
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const page = new URL('../../docs/performance.md', import.meta.url);

function countOf(option: keyof Extent): number {
  const count = Number(values[option]);
  if (!Number.isSafeInteger(count) || count < 1) throw new Error(`--${option} takes a whole number above 0`);
  return count;
}

function chosen(): typeof measurements {
  const { only } = values;
  if (only === undefined) return measurements;
  return Object.fromEntries(
    only.split(',').map((name) => {
      const measurement = measurements[name];
      if (!measurement) throw new Error(`--only takes of ${Object.keys(measurements).join(', ')}, with commas between`);
      return [name, measurement];
    }),
  );
}

async function runFrom(file: string | undefined): Promise<Run> {
  if (file !== undefined) return JSON.parse(await readFile(file, 'utf8')) as Run;
  const extent = { rounds: countOf('rounds'), openings: countOf('openings'), stored: countOf('stored') };
  return runAll(chosen(), extent, { names: figureNames, tell: (line) => console.error(line) });
}

async function main(): Promise<void> {
  const run = await runFrom(values.from);
  if (values.page) await writeFile(page, pageWith(await readFile(page, 'utf8'), run));
  console.log(values.json ? JSON.stringify(run) : tableOf(run.figures));
  if (!run.ok) process.exitCode = 1;
}

main()
  .catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(error);
    if (values.json) console.log(JSON.stringify({ ok: false, reason, figures: [] }));
    process.exitCode = 1;
  })
  // Kept-alive connections of clients that nobody closes would hold the process for seconds.
  .finally(() => process.exit());
