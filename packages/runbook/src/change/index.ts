export * from './draft.ts';
export * from './propose.ts';
