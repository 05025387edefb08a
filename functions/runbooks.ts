import type { RunbookCatalog, Runbooks } from '@tocsin/app';
import { once } from './once.ts';

/** The catalog's runbooks, loaded when the first walk or offer needs them. */
export const catalogRunbooks = (environment: Readonly<Record<string, string | undefined>>): Runbooks => ({
  load: once(async (): Promise<RunbookCatalog> => {
    const [{ runbooks, texts }, { policy, variables }] = await Promise.all([
      import('@tocsin/catalog/runbooks'),
      import('@tocsin/catalog/runbook-policy'),
    ]);
    const values = Object.entries(variables).map(([name, variable]) => [name, environment[variable]] as const);
    return { runbooks, texts, policy, variables: Object.fromEntries(values) };
  }),
});
