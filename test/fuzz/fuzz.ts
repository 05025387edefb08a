import { parseArgs } from 'node:util';
import { type Played, play } from './door.ts';
import { doors } from './doors.ts';

const usage = `npm run fuzz -- [--door <name>]… [--runs <n>] [--seed <n>] [--path <path>] [--json]

Sends generated and mutated inputs through the doors by which anything comes in from outside; all of them, or those that
are named: ${doors.map(({ name }) => name).join(', ')}. What fails prints its seed and path, which play it again.`;

const { values } = parseArgs({
  options: {
    door: { type: 'string', multiple: true },
    runs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    path: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

function numberOf(option: 'runs' | 'seed', least: number): number {
  const value = Number(values[option]);
  if (!Number.isInteger(value) || value < least)
    throw new Error(`--${option} ${values[option]}: a whole number from ${least}`);
  return value;
}

async function main(): Promise<number> {
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const wanted = values.door ?? doors.map(({ name }) => name);
  const unknown = wanted.find((name) => doors.every((one) => one.name !== name));
  if (unknown !== undefined) throw new Error(`there is no door ${unknown}\n\n${usage}`);
  const [runs, seed] = [numberOf('runs', 1), numberOf('seed', 0)];
  const all: Played[] = [];
  for (const one of doors.filter(({ name }) => wanted.includes(name))) {
    const played = await play(one, { runs, seed, ...(values.path === undefined ? {} : { path: values.path }) });
    console.error(told(played));
    all.push(played);
  }
  const failed = all.filter(({ failure }) => failure);
  if (values.json)
    console.log(
      JSON.stringify({ ok: failed.length === 0, inputs: all.reduce((sum, { inputs }) => sum + inputs, 0), doors: all }),
    );
  return failed.length === 0 ? 0 : 1;
}

function told({ door, inputs, taken, refused, seconds, seed, failure }: Played): string {
  const line = `${door}: ${inputs} inputs, ${taken} taken, ${refused} refused, ${seconds} s`;
  if (!failure) return line;
  return `${line}\n  ${failure.reason}\n  by ${failure.input}\n  again: npm run fuzz -- --door ${door} --seed ${seed} --path ${failure.path}`;
}

process.exitCode = await main().catch((error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error);
  if (values.json) console.log(JSON.stringify({ ok: false, reason }));
  console.error(reason);
  return 2;
});
