export * from './blocks/index.ts';
export { slackChat } from './chat.ts';
export type { ClientOptions } from './client.ts';
export { slackDirectory } from './directory.ts';
export { slackHistory } from './history.ts';
export { type HttpAnswer, type SlackFunctionOptions, type SlackHandler, slackFunction } from './receiver.ts';
export type { SlackWorld, Surroundings } from './world.ts';
