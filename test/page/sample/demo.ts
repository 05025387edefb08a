import type { PageDependency, PageWorkflow } from '../../../packages/workbench/src/page-api.ts';
import { minutesAgo } from './incident.ts';

const viewer = (step: string, kind: 'hard' | 'soft' = 'hard') => ({ workflow: 'design-viewer', step, kind });
const share = (step: string) => ({ workflow: 'share-link', step, kind: 'hard' as const });

export const dependencies: readonly PageDependency[] = [
  { id: 'identity', title: 'Identity provider', broken: false, usedBy: [viewer('sign-in')] },
  { id: 'feature-flags', title: 'Feature flags', broken: false, usedBy: [viewer('sign-in', 'soft')] },
  { id: 'upload-store', title: 'Upload store (S3)', broken: false, usedBy: [viewer('upload')] },
  { id: 'translation-queue', title: 'Translation queue (SQS)', broken: false, usedBy: [viewer('translate')] },
  { id: 'translation-cache', title: 'Translation cache (DynamoDB)', broken: false, usedBy: [viewer('cache-loaded')] },
  { id: 'tile-server', title: 'Tile server', broken: false, usedBy: [viewer('view'), share('preview')] },
  { id: 'thumbnails', title: 'Thumbnails', broken: false, usedBy: [viewer('view', 'soft')] },
  { id: 'link-store', title: 'Link store (DynamoDB)', broken: false, usedBy: [share('open-link')] },
];

export const workflows: readonly PageWorkflow[] = [
  {
    id: 'design-viewer',
    title: 'View a design',
    lastRunAt: minutesAgo(0.3),
    alarms: [{ name: 'tocsin--design-viewer--translate', state: 'OK' }],
    steps: [
      { id: 'sign-in', title: 'Sign in', status: 'passed' },
      { id: 'upload', title: 'Upload the file', status: 'passed' },
      { id: 'translate', title: 'Translate the file', status: 'passed' },
      { id: 'cache-loaded', title: 'Find the translation in the cache', status: 'passed' },
      { id: 'view', title: 'Open the viewer', status: 'passed' },
    ],
  },
  {
    id: 'share-link',
    title: 'Open a share link',
    lastRunAt: minutesAgo(0.3),
    alarms: [{ name: 'tocsin--share-link--preview', state: 'OK' }],
    steps: [
      { id: 'open-link', title: 'Open the link', status: 'passed' },
      { id: 'preview', title: 'See the preview', status: 'passed' },
    ],
  },
];

const failed = {
  translate: { status: 'failed', reason: 'POST /translations answered 503' },
  'cache-loaded': { status: 'blocked', reason: 'stands on Translate the file' },
  view: { status: 'blocked', reason: 'stands on Find the translation in the cache' },
} as const;

/** The same workflows once the translation queue is broken and its canary has run. */
export const failingWorkflows: readonly PageWorkflow[] = workflows.map((workflow) => {
  if (workflow.id !== 'design-viewer') return workflow;
  const steps = workflow.steps.map((step) => ({ ...step, ...failed[step.id as keyof typeof failed] }));
  return { ...workflow, steps, alarms: [{ name: 'tocsin--design-viewer--translate', state: 'ALARM' }] };
});
