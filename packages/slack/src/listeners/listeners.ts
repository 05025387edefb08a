export { pressed } from './actions/incident.ts';
export { command } from './commands/index.ts';
export { withTrouble } from './trouble.ts';
