import type { Incident } from '@tocsin/incident';
import type { Workflow } from '@tocsin/workflow';

/** Where people read a file of the catalog, by its path from the catalog's root: on the Git host, beside a workflow. */
export function linkTo(
  workflows: readonly Workflow[],
  { workflow: id }: Pick<Incident, 'workflow'>,
  file: string,
): string | undefined {
  const source = (workflows.find((workflow) => workflow.id === id) ?? workflows[0])?.links.source;
  if (source === undefined || !URL.canParse(source)) return undefined;
  return new URL(`../${file}`, `${source.replace(/\/$/, '')}/`).href;
}
