/** What the deploy program needs of canaries; it loads no checks and no SDK. */
export type { CanaryNeeds } from '../canary-needs.ts';
export * from './plan.ts';
export * from './statements.ts';
