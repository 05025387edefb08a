export * from './draw-up.ts';
export * from './ports.ts';
export { readChannel } from './read-channel.ts';
export { reworded } from './reworded.ts';
