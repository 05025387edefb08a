export { walkHanded } from './handed.ts';
export { runbookOffer } from './offer.ts';
export { proposedChange, runbookList } from './replies.ts';
export { walk } from './walk.ts';
