/**
 * The catalog's first door: what is watched. Declarations alone, so that the deploy program can read them without
 * loading what the checks need; those are behind the second door, `@tocsin/catalog/checks`.
 *
 * To add a workflow: make a folder named as its id with `workflow.ts`, `checks.ts` and `runbook.md`, list the workflow
 * here and its checks in `checks.ts`, run the tests of this folder.
 */
import type { Workflow } from '@tocsin/workflow';
import { designViewer } from './design-viewer/workflow.ts';
import { shareLink } from './share-link/workflow.ts';

export { settings } from './settings.ts';

export const workflows: readonly Workflow[] = [designViewer, shareLink];
