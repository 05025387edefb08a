import { defineWorkflow, hard, soft } from '@tocsin/workflow';
import {
  featureFlags,
  identity,
  thumbnails,
  tileServer,
  translationCache,
  translationQueue,
  uploadStore,
} from '../dependencies.ts';
import { platformTeam, viewerTeam } from '../owners.ts';

/**
 *     sign-in ─► upload ─► translate ─► cache-loaded ─► view
 *
 * Each step stands on the one before. `cache-loaded` is a step of its own because a viewer whose cache is no longer
 * written looks healthy from outside: the site is up and shows yesterday's design.
 */
export const designViewer = defineWorkflow({
  id: 'design-viewer',
  title: 'View a design',
  summary: 'Someone signs in, uploads a design file, waits for its translation and looks at it.',
  owner: viewerTeam,
  runbook: 'runbook.md',
  severity: 'SEV2',
  slo: { objective: 99.9, window: '28d' },
  canary: { twin: true },
  links: {
    source: 'https://git.example/tocsin/tree/main/packages/catalog/src/design-viewer',
    dashboard: 'https://dashboards.example/design-viewer',
    repository: 'https://git.example/design-viewer',
    logs: 'https://logs.example/design-viewer',
  },
  steps: {
    'sign-in': {
      title: 'Sign in',
      service: 'Front',
      owner: platformTeam,
      needs: [hard(identity), soft(featureFlags)],
      timeoutMs: 5_000,
    },
    upload: { title: 'Upload the file', service: 'Front', needs: [hard(uploadStore)], timeoutMs: 5_000 },
    translate: {
      title: 'Translate the file',
      service: 'Translator',
      needs: [hard(translationQueue)],
      timeoutMs: 5_000,
    },
    'cache-loaded': {
      title: 'Find the translation in the cache',
      service: 'Translator',
      needs: [hard(translationCache)],
      timeoutMs: 2_500,
    },
    view: {
      title: 'Open the viewer',
      service: 'Viewer',
      needs: [hard(tileServer), soft(thumbnails)],
      timeoutMs: 5_000,
    },
  },
});
