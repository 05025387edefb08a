export { runbookOffer } from './offer.ts';
export { walk } from './walk.ts';
