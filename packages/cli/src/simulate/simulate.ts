import { inTable, scenariosOf, simulate, withoutTarget } from '@tocsin/detection';
import { type Answer, BadInput } from '../answer.ts';
import { catalogAt, workflowCalled } from '../catalog.ts';
import type { Paint } from '../paint.ts';

export interface SimulateOptions {
  readonly catalog: string;
  readonly seeds: number;
  readonly only?: string;
}

/** Plays the faults that a workflow can have against the alarms that derive from it; 1 when a target was missed. */
export async function simulateWorkflows(
  id: string | undefined,
  { catalog, seeds, only = '' }: SimulateOptions,
): Promise<Answer> {
  const all = await catalogAt(catalog).workflows();
  const workflows = id === undefined ? all : [workflowCalled(all, id)];
  const scenarios = workflows.flatMap(scenariosOf).filter(({ name }) => name.includes(only));
  if (scenarios.length === 0)
    throw new BadInput(
      `no scenario is called "${only}"`,
      'Each is called <workflow>/<what is wrong>/<where>; without --only all are played.',
    );
  const simulation = simulate({ seeds, scenarios });
  const { ok, reason } = simulation;
  return {
    code: ok ? 0 : 1,
    object: simulation,
    words: (paint) =>
      [
        inTable(simulation.scenarios),
        '',
        `Seconds from the fault to the action, of ${seeds} plays each; a month is thirty days in which nothing is wrong.`,
        ...withoutTarget(simulation.scenarios),
        verdict(reason, paint),
      ].join('\n'),
  };
}

const verdict = (reason: string | undefined, { green, red }: Paint): string =>
  reason === undefined ? green('Everything is told as it should be.') : red(reason);
