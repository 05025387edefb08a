import { parseArgs } from 'node:util';
import { workflows } from '@tocsin/catalog';
import { inTable, matrix, scenariosOf, simulate, withoutTarget } from '@tocsin/detection';

/**
 * What the derived alarms detect, how soon, and what they name: in every way of watching, then for the workflows of the catalog.
 *
 *     npm run simulate -- --seeds 40 --only dead-step     a table
 *     npm run simulate -- --json                          the same as one object
 */
const { values } = parseArgs({
  options: { seeds: { type: 'string' }, only: { type: 'string' }, json: { type: 'boolean', default: false } },
});
const seeds = Number(values.seeds ?? 20);
if (!Number.isSafeInteger(seeds) || seeds < 1) {
  const reason = '--seeds takes a whole number above 0';
  if (values.json) console.log(JSON.stringify({ ok: false, reason, scenarios: [] }));
  console.error(reason);
  process.exit(2);
}
const began = performance.now();
const simulation = simulate({
  seeds,
  scenarios: [...matrix, ...workflows.flatMap(scenariosOf)],
  ...(values.only === undefined ? {} : { only: values.only }),
  done: ({ name, ok }) => console.error(`${ok ? 'ok    ' : 'MISSED'} ${name}`),
});
const seconds = Math.round(performance.now() - began) / 1000;
if (values.json) console.log(JSON.stringify({ ...simulation, seconds }));
else {
  console.log(inTable(simulation.scenarios));
  for (const line of withoutTarget(simulation.scenarios)) console.log(line);
  console.log(
    `\n${simulation.scenarios.length} scenarios in ${seconds} s; recall ${simulation.recall.toFixed(3)}, precision ${simulation.precision.toFixed(3)}`,
  );
  if (simulation.reason) console.error(simulation.reason);
}
process.exit(simulation.ok ? 0 : 1);
