export * from './draw-up.ts';
export * from './ports.ts';
