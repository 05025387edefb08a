import type { RunbookPolicy } from '@tocsin/runbook';

/**
 * What runbooks may have done, and nothing else: see docs/writing-a-runbook.md. The function that does it needs the same
 * grants, so a line here is a line in stacks/permissions.ts.
 */
export const policy: RunbookPolicy = {
  allow: [{ act: 'lambda', resources: ['tocsin-demo-mend'], parameters: { dependency: '*' } }],
};

/** Variables that every runbook may use beside those of the incident: by name, the environment variable that holds it. */
export const variables: Readonly<Record<string, string>> = {
  site: 'BASE_URL',
  stage: 'TOCSIN_STAGE',
};
