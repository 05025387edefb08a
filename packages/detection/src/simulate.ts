import { matrix } from './matrix.ts';
import { reportOn, type ScenarioReport } from './report.ts';
import type { Scenario } from './scenario.ts';

export interface SimulateOptions {
  /** Plays of each scenario. Default 20. */
  readonly seeds?: number;
  /** Scenarios whose name holds this text. */
  readonly only?: string;
  readonly scenarios?: readonly Scenario[];
  /** Told of each scenario when it is through. */
  readonly done?: (report: ScenarioReport) => void;
}

export interface Simulation {
  readonly ok: boolean;
  /** Where it is not ok, in words. */
  readonly reason?: string;
  readonly seeds: number;
  /** Over all scenarios: the share of faults that were detected, and of pages that were about one. */
  readonly recall: number;
  readonly precision: number;
  readonly scenarios: readonly ScenarioReport[];
}

/** Plays the matrix, or some of it, against the alarms that derive from its workflows. */
export function simulate({ seeds = 20, only = '', scenarios = matrix, done }: SimulateOptions = {}): Simulation {
  const chosen = scenarios.filter(({ name }) => name.includes(only));
  const reports = chosen.map((scenario) => {
    const report = reportOn(scenario, { seeds });
    done?.(report);
    return report;
  });
  const faults = reports.filter((_, index) => chosen[index]?.expected.detected);
  const pages = reports.reduce((sum, report) => sum + report.pages, 0);
  const right = reports.reduce((sum, { pages: all, precision }) => sum + all * precision, 0);
  const failed = reports.filter(({ ok }) => !ok);
  const reason =
    chosen.length === 0
      ? `no scenario is called "${only}"`
      : failed.map(({ name, misses }) => `${name}: ${misses[0]}`).join('; ') || undefined;
  return {
    ok: reason === undefined,
    ...(reason === undefined ? {} : { reason }),
    seeds,
    recall: faults.length === 0 ? 1 : faults.reduce((sum, { recall }) => sum + recall, 0) / faults.length,
    precision: pages === 0 ? 1 : right / pages,
    scenarios: reports,
  };
}
