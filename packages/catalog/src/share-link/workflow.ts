import { defineWorkflow, hard } from '@tocsin/workflow';
import { linkStore, tileServer } from '../dependencies.ts';
import { viewerTeam } from '../owners.ts';

/** Shares the tile server with `design-viewer`: when it fails, both workflows stop, each at its own step. */
export const shareLink = defineWorkflow({
  id: 'share-link',
  title: 'Open a share link',
  summary: 'Someone without an account opens a link to a design and sees its preview.',
  owner: viewerTeam,
  runbook: 'runbook.md',
  severity: 'SEV3',
  slo: { objective: 99.5, window: '28d' },
  // A link that does not open can wait two minutes; a twin would nearly double what this watch costs (docs/cost.md).
  canary: { twin: false },
  links: {
    source: 'https://git.example/tocsin/tree/main/packages/catalog/src/share-link',
    repository: 'https://git.example/design-viewer',
  },
  steps: {
    'open-link': { title: 'Open the link', service: 'Front', needs: [hard(linkStore)], timeoutMs: 5_000 },
    preview: { title: 'See the preview', service: 'Viewer', needs: [hard(tileServer)], timeoutMs: 5_000 },
  },
});
