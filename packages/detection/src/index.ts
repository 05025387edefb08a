export { chanceOf } from './chance.ts';
export { matrix } from './matrix.ts';
export { scenariosOf } from './of-workflow.ts';
export { type Played, play } from './play.ts';
export { type Percentiles, percentiles, reportOn, type ScenarioReport } from './report.ts';
export type { Expected, Fault, Scenario, Traffic } from './scenario.ts';
export { type ShopSpec, shop } from './shop.ts';
export { type Simulation, simulate } from './simulate.ts';
export { inTable, withoutTarget } from './table.ts';
