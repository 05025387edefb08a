import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildAll } from '../../tools/build.ts';
import { answers } from './answers.ts';
import { appendCosts, appendFigures } from './append.ts';
import { burst, burstFigures } from './burst.ts';
import { busyChannel, captureFigures } from './busy-channel.ts';
import { calls } from './calls.ts';
import { bundleSizes, coldImport } from './cold-import.ts';
import type { Figure } from './figure.ts';
import { flatCosts, flatFigures } from './flat.ts';
import { callsInARow, rowFigures } from './in-a-row.ts';
import { lifeFigures, live } from './lifecycle.ts';
import { longChannelFigures } from './long-channel.ts';
import { alarmToStepVisible } from './openings.ts';
import { buildComparison } from './plain-bundle.ts';
import { postmortemFigures } from './postmortem.ts';
import { runbookFigures } from './runbooks.ts';
import { storm, stormFigures } from './storm.ts';
import { intakeThroughput, respondThroughput } from './throughput.ts';

/** How much of each is measured. */
export interface Extent {
  /** Processes for each cold import and first call. */
  readonly rounds: number;
  readonly openings: number;
  /** Incidents that lie beside one, for `flat`. */
  readonly stored: number;
}

export type Measurement = (extent: Extent) => Promise<Figure[]>;

const root = path.resolve(fileURLToPath(import.meta.url), '../../..');
const alarmingWorkflows = 40;

async function coldFigures({ rounds }: Extent): Promise<Figure[]> {
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
export const measurements: Readonly<Record<string, Measurement>> = {
  cold: coldFigures,
  life: async () => lifeFigures(await live()),
  opening: async ({ openings }) => [
    ...(await alarmToStepVisible({ count: openings })),
    ...rowFigures(await callsInARow()),
  ],
  calls: ({ rounds }) => calls({ cold: rounds, warm: 100 }),
  answers: ({ rounds }) => answers({ cold: rounds, warm: 30 }),
  burst: async () => [
    ...burstFigures(await burst({ workflows: alarmingWorkflows })),
    await intakeThroughput({ workflows: alarmingWorkflows }),
    await respondThroughput({ workflows: alarmingWorkflows }),
  ],
  storm: async () => stormFigures(await storm({ alarms: 2_000, workflows: 300, shared: 240 })),
  capture: async () => captureFigures(await busyChannel({ messages: 10_000, events: 500 })),
  runbooks: async () => runbookFigures(),
  postmortem: async () => [...postmortemFigures(), ...(await longChannelFigures())],
  flat: async ({ stored }) => flatFigures([await flatCosts(100), await flatCosts(stored)]),
  append: async () => appendFigures(await appendCosts([10, 300, 2_000])),
};
