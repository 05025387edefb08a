export * from './access.ts';
export {
  type ActionChange,
  type ActionItem,
  type ActionKind,
  actionsOf,
  isOverdue,
  longestAction,
  openActions,
  type Source,
} from './actions.ts';
export * from './actor.ts';
export { type EntryRef, parseRef, refOf } from './amendments.ts';
export * from './captures.ts';
export { hasCause } from './causes.ts';
export * from './commands.ts';
export * from './decide.ts';
export { problemOfBeginning, type QuotedMessage } from './declaring.ts';
export * from './entries.ts';
export { isUnanswered } from './escalation.ts';
export * from './evidence.ts';
export * from './fold.ts';
export * from './gathering.ts';
export type { Handoff, OpenWalk } from './handoff.ts';
export * from './incident.ts';
export { type About, type Matter, mattersOf, type NextWord, nextUpdate, reviewDue, whenDue } from './matters.ts';
export * from './merging.ts';
export * from './naming.ts';
export { ownerOf, pagedOwner, workflowOf } from './owner.ts';
export type { PageRequest, PageTarget } from './paging.ts';
export * from './places.ts';
export * from './postmortem.ts';
export type { Privacy } from './privacy.ts';
export { pendingMatters, type Reminders } from './reminders.ts';
export { respondersOf } from './responders.ts';
export { owedBy, peopleOf, positionOf, type Shelf, shelfOf } from './shelf.ts';
export { type StandingEntry, standingEntries } from './standing-entries.ts';
export * from './timers.ts';
export { type Sightings, triage } from './triage.ts';
export type { Update } from './updates.ts';
export { overdueFrom as resultOverdueFrom } from './walks/chasing.ts';
export { type WayBack, waysBackOf } from './walks/undoing.ts';
export * from './walks/walks.ts';
export { inWords } from './words.ts';
