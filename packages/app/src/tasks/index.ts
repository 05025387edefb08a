export * from './ports.ts';
export { type Invocation, type Ran, runTask } from './run-task.ts';
export * from './task.ts';
