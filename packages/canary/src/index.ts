export type { Environment, From, RunContext } from './context.ts';
export { type Checks, defineChecks } from './define-checks.ts';
export { CheckError } from './errors.ts';
export * from './probe.ts';
export type { OpenPage } from './probes/browser.ts';
export { type CanaryOptions, type CanaryRun, runCanary } from './run-canary.ts';
export * from './synthetics.ts';
export { type Clock, realTimer, type Timer } from './timer.ts';
