// Loaded by every function that reads a queue: what needs schemas has a door of its own.
export { draftOrderOf } from './draft.ts';
export type { Read } from './read.ts';
export { type ResponseOrder, responseOrderOf } from './response.ts';
