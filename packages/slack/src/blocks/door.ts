/** For those who show messages elsewhere than in Slack. */
export { walk } from './index.ts';
export { readable } from './readable.ts';
