import { defineDependency } from '@tocsin/workflow';
import { platformTeam, viewerTeam } from './owners.ts';

/*
 * What the workflows stand on, each declared once: a dependency that two workflows share is then seen as one, and its
 * failure is told apart from two accidents at the same time.
 */

/** Issues the tokens that users sign in with. */
export const identity = defineDependency({ id: 'identity', title: 'Identity provider', owner: platformTeam });
/** Switches on what is being tried out; without it the defaults hold. */
export const featureFlags = defineDependency({ id: 'feature-flags', title: 'Feature flags', owner: platformTeam });
/** S3 bucket that keeps uploaded designs. */
export const uploadStore = defineDependency({ id: 'upload-store', title: 'Upload store (S3)', owner: viewerTeam });
/** SQS queue between the front and the translators. */
export const translationQueue = defineDependency({
  id: 'translation-queue',
  title: 'Translation queue (SQS)',
  owner: viewerTeam,
});
/** DynamoDB table with the outcome of each translation. */
export const translationCache = defineDependency({
  id: 'translation-cache',
  title: 'Translation cache (DynamoDB)',
  owner: viewerTeam,
});
/** Serves the picture tiles of translated designs. */
export const tileServer = defineDependency({ id: 'tile-server', title: 'Tile server', owner: viewerTeam });
/** Small pictures for the side bar; the viewer works without them. */
export const thumbnails = defineDependency({ id: 'thumbnails', title: 'Thumbnails', owner: viewerTeam });
/** DynamoDB table with the share links. */
export const linkStore = defineDependency({ id: 'link-store', title: 'Link store (DynamoDB)', owner: viewerTeam });
