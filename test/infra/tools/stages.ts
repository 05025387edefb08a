import { type Graph, graphOf } from './graph.ts';

/** The stages that the tests look at; evaluated once, for each costs seconds. */
export const stages = {} as { test: Graph; production: Graph; unconfigured: Graph };

export async function evaluateStages(): Promise<void> {
  [stages.test, stages.production, stages.unconfigured] = await Promise.all([
    graphOf('test'),
    graphOf('production'),
    graphOf('test', {}),
  ]);
}
