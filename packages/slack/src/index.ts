export * from './blocks/index.ts';
export { slackChat } from './chat.ts';
export type { ClientOptions } from './client.ts';
