import type { RunbookPolicy } from '@tocsin/runbook';

/**
 * What runbooks may have done, and nothing else: see docs/writing-a-runbook.md. The grants of the functions that look and
 * act derive from it, so a line here is all there is to write.
 */
export const policy: RunbookPolicy = {
  allow: [{ act: 'lambda', resources: ['tocsin-demo-mend'], parameters: { dependency: '*' } }],
  read: { logGroups: ['/tocsin/*'], tables: ['demo-translation-cache'] },
  // The demo's site while it runs on this machine; one that is deployed is public and needs no leave.
  internal: ['localhost'],
};

/** Variables that every runbook may use beside those of the incident: by name, the environment variable that holds it. */
export const variables: Readonly<Record<string, string>> = {
  site: 'BASE_URL',
  stage: 'TOCSIN_STAGE',
};
