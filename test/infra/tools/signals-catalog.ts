import { shareLink } from '../../../packages/catalog/src/share-link/workflow.ts';
import type { Workflow } from '../../../packages/workflow/src/index.ts';

/** The door of a catalog whose requests Application Signals counts: of the example's workflows, one, for its canary is built. */
export const workflows: readonly Workflow[] = [
  {
    ...shareLink,
    slo: {
      objective: 99.9,
      window: '28d',
      sli: 'latency',
      thresholdMs: 800,
      from: { type: 'application-signals', service: 'link-front', environment: 'lambda:default', operation: 'GET /l' },
    },
  },
];
