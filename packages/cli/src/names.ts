import { catalogAt, markdownIn } from './catalog.ts';
import { shortName } from './runbook/choose-files.ts';

/** What can be completed. */
export interface Names {
  readonly workflows: readonly string[];
  readonly runbooks: readonly string[];
}

export const noNames: Names = { workflows: [], runbooks: [] };

/** A catalog that cannot be loaded completes nothing; what is wrong with it is for `workflow lint` to say. */
export async function namesIn(folder: string): Promise<Names> {
  const workflows = await catalogAt(folder)
    .workflows()
    .catch(() => []);
  return { workflows: workflows.map(({ id }) => id), runbooks: markdownIn(folder).map(shortName) };
}
