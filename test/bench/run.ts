import { cpus, loadavg } from 'node:os';
import type { Figure } from './figure.ts';
import type { Extent, Measurement } from './measurements.ts';

/** What was measured in one go, and on what. */
export interface Run {
  readonly ok: boolean;
  /** When it began. */
  readonly at: string;
  readonly node: string;
  readonly cores: number;
  readonly processor: string;
  /** Processes that wanted a core when it began, over a minute: above 0.5 a core others were at work. */
  readonly load: number;
  /** How long each measurement took. */
  readonly seconds: Readonly<Record<string, number>>;
  readonly failed: readonly Failed[];
  /** Why not everything could be measured. */
  readonly reason?: string;
  readonly figures: readonly Figure[];
}

interface Failed {
  readonly measurement: string;
  readonly reason: string;
}

/** One measurement after another; one that fails is named, and the rest goes on. */
export async function runAll(
  measurements: Readonly<Record<string, Measurement>>,
  extent: Extent,
  {
    names,
    tell,
  }: { readonly names: Readonly<Record<string, readonly string[]>>; readonly tell: (line: string) => void },
): Promise<Run> {
  const begun = { at: new Date().toISOString(), load: Number(loadavg()[0]?.toFixed(1)) };
  const seconds: Record<string, number> = {};
  const failed: Failed[] = [];
  const figures: Figure[] = [];
  for (const [measurement, measure] of Object.entries(measurements)) {
    tell(`measuring ${measurement} …`);
    const start = performance.now();
    try {
      const measured = await measure(extent);
      expectNames(measured, names[measurement] ?? []);
      figures.push(...measured);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      tell(`${measurement} failed: ${reason}`);
      failed.push({ measurement, reason });
    }
    seconds[measurement] = Math.round((performance.now() - start) / 1_000);
  }
  const [first] = cpus();
  const machine = { node: process.versions.node, cores: cpus().length, processor: first?.model.trim() ?? 'unknown' };
  const reason = failed.map((one) => `${one.measurement}: ${one.reason}`).join('; ');
  return { ok: reason === '', ...begun, ...machine, seconds, failed, ...(reason === '' ? {} : { reason }), figures };
}

/** Scripts and the page on performance go by the names. */
function expectNames(measured: readonly Figure[], listed: readonly string[]): void {
  const given = measured.map(({ name }) => name);
  const odd = [...given.filter((name) => !listed.includes(name)), ...listed.filter((name) => !given.includes(name))];
  if (odd.length > 0) throw new Error(`what it gives and test/bench/names.ts differ in ${odd.join(', ')}`);
}
