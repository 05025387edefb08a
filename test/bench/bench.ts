import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildAll } from '../../tools/build.ts';
import { answers } from './answers.ts';
import { appendCosts, appendFigures } from './append.ts';
import { burst, burstFigures, intakeThroughput } from './burst.ts';
import { busyChannel, captureFigures } from './busy-channel.ts';
import { bundleSizes, coldImport } from './cold-import.ts';
import type { Figure } from './figure.ts';
import { lifeFigures, live } from './lifecycle.ts';
import { longChannelFigures } from './long-channel.ts';
import { alarmToStepVisible } from './openings.ts';
import { buildComparison } from './plain-bundle.ts';
import { postmortemFigures } from './postmortem.ts';
import { runbookFigures } from './runbooks.ts';
import { tableOf } from './table-of.ts';

/**
 * Measures what docs/performance.md speaks of.
 *
 *     npm run bench                       a table
 *     npm run bench -- --json             one object
 *     npm run bench -- --rounds 21        more processes for each cold import
 *     npm run bench -- --only burst       figures of these measurements alone
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '9' },
    openings: { type: 'string', default: '9' },
    only: { type: 'string' },
  },
});
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const root = path.resolve(fileURLToPath(import.meta.url), '../../..');
const alarmingWorkflows = 40;

async function coldFigures(rounds: number): Promise<Figure[]> {
  const out = await mkdtemp(path.join(tmpdir(), 'tocsin-bench-'));
  try {
    const bundles = await buildAll({ outdir: out });
    const comparison = await buildComparison(root, out);
    return [
      ...coldImport({ functions: path.join(out, 'functions'), comparison, rounds }),
      ...bundleSizes(bundles, comparison),
    ];
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

/** In the order they are told; each measured alone, for they share the processor. */
const measurements: Readonly<Record<string, () => Promise<Figure[]>>> = {
  cold: () => coldFigures(countOf('rounds')),
  life: async () => lifeFigures(await live()),
  opening: () => alarmToStepVisible({ count: countOf('openings') }),
  answers: () => answers({ cold: countOf('rounds'), warm: 50 }),
  burst: async () => [
    ...burstFigures(await burst({ workflows: alarmingWorkflows })),
    await intakeThroughput({ workflows: alarmingWorkflows }),
  ],
  capture: async () => captureFigures(await busyChannel({ messages: 10_000, events: 500 })),
  runbooks: async () => runbookFigures(),
  postmortem: async () => [...postmortemFigures(), ...(await longChannelFigures())],
  append: async () => appendFigures(await appendCosts([10, 300, 2_000])),
};

function countOf(option: 'rounds' | 'openings'): number {
  const count = Number(values[option]);
  if (!Number.isSafeInteger(count) || count < 1) throw new Error(`--${option} takes a whole number above 0`);
  return count;
}

async function main(): Promise<void> {
  const { only } = values;
  if (only !== undefined && !(only in measurements))
    throw new Error(`--only takes one of ${Object.keys(measurements).join(', ')}`);
  const figures: Figure[] = [];
  for (const [name, measure] of Object.entries(measurements)) {
    if (only !== undefined && name !== only) continue;
    console.error(`measuring ${name} …`);
    figures.push(...(await measure()));
  }
  console.log(values.json ? JSON.stringify({ ok: true, figures }) : tableOf(figures));
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
