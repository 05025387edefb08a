/** The catalog's second door: the checks of each workflow, by its id. */
import type { Checks } from '@tocsin/canary';
import { checks as designViewer } from './design-viewer/checks.ts';
import { checks as shareLink } from './share-link/checks.ts';

export const checks: Readonly<Record<string, Checks>> = Object.fromEntries(
  [designViewer, shareLink].map((one) => [one.workflow, one]),
);
