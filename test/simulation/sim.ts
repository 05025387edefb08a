import { parseArgs } from 'node:util';
import { chance } from './chance.ts';
import { crashes as deadly } from './mishaps.ts';

/**
 * Plays seeds and says which invariants did not hold.
 *
 *     npm run sim -- --seeds 200          seeds 1 … 200
 *     npm run sim -- --seed 17            this one, with its story
 */
const { values } = parseArgs({
  options: { seeds: { type: 'string' }, seed: { type: 'string' }, json: { type: 'boolean', default: false } },
});
const only = values.seed === undefined ? undefined : Number(values.seed);
const count = only === undefined ? Number(values.seeds ?? 100) : 1;
if (!Number.isSafeInteger(count) || count < 1 || (only !== undefined && !Number.isSafeInteger(only))) {
  console.error('--seeds and --seed take a whole number');
  process.exit(2);
}

const found: { seed: number; invariant: string; story: string }[] = [];
const faults: Record<string, number> = {};
let crashes = 0;
for (let index = 0; index < count; index++) {
  const seed = only ?? index + 1;
  const { told, violations, story } = await chance(seed);
  for (const { mishap } of told.struck) {
    if (deadly.includes(mishap)) crashes += 1;
    else faults[mishap] = (faults[mishap] ?? 0) + 1;
  }
  found.push(...violations.map(({ invariant }) => ({ seed, invariant, story })));
  if (!values.json && (only !== undefined || violations.length > 0)) console.log(`seed ${seed}\n${story}\n`);
}
if (values.json) console.log(JSON.stringify({ seeds: count, violations: found, crashes, faults }));
else console.log(`${count} seeds, ${crashes} crashes, faults ${JSON.stringify(faults)}: ${found.length} violations`);
// Kept-alive connections of clients that nobody closes would hold the process for seconds.
process.exit(found.length > 0 ? 1 : 0);
