export { beginWalk, type WalkAsker, type WalkWorld } from './begin.ts';
export { type Books, booksFor, booksOf } from './books.ts';
export * from './catalog.ts';
export { type RunbookChoice, runbookChoices } from './choices.ts';
export { changeOf, draftOf } from './lessons.ts';
export { moveWalk, undoAct } from './move.ts';
export { walkResults } from './results.ts';
export { valuesFor } from './values.ts';
export { walkViewOf } from './walk-view.ts';
