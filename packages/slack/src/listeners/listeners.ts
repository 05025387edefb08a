export { tell } from '../tell.ts';
export { pressed } from './actions/incident.ts';
export { command } from './commands/index.ts';
export { homeOpened, homePressed } from './events/home-opened.ts';
export { mentioned } from './events/mention.ts';
export { withTrouble } from './trouble.ts';
