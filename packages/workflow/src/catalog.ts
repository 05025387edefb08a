import { DeclarationError, type Problem } from './errors.ts';
import type { Dependency, Owner, Workflow } from './model.ts';

export interface CatalogFiles {
  /** Whether a file exists, told by its path from the catalog's root: `<workflow id>/<runbook>`. */
  readonly fileExists: (path: string) => boolean;
}

/**
 * Holds the workflows of a catalog against each other and against its files: what no single declaration can see.
 *
 * @throws DeclarationError listing every problem with its place and mend
 * @example
 * checkCatalog(workflows, { fileExists: (path) => existsSync(new URL(path, import.meta.url)) });
 */
export function checkCatalog(workflows: readonly Workflow[], files: CatalogFiles): void {
  const problems = [
    ...duplicateWorkflows(workflows),
    ...differingDependencies(workflows),
    ...missingRunbooks(workflows, files),
    ...ownersNobodyCanPage(workflows),
  ];
  if (problems.length > 0) throw new DeclarationError('The catalog', problems);
}

function duplicateWorkflows(workflows: readonly Workflow[]): Problem[] {
  const ids = workflows.map((workflow) => workflow.id);
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))].map((id) => ({
    place: id,
    problem: `${ids.filter((other) => other === id).length} workflows have the id "${id}"`,
    mend: 'Give each an id of its own: alarms, metrics and incidents are joined by it.',
  }));
}

function differingDependencies(workflows: readonly Workflow[]): Problem[] {
  const first = new Map<string, { readonly content: string; readonly place: string }>();
  const problems = new Map<string, Problem>();
  for (const { dependency, place } of needsOf(workflows)) {
    const content = contentOf(dependency);
    const known = first.get(dependency.id);
    if (!known) first.set(dependency.id, { content, place });
    else if (known.content !== content && !problems.has(dependency.id)) {
      problems.set(dependency.id, {
        place,
        problem: `dependency "${dependency.id}" differs from the one at ${known.place}`,
        mend: 'Declare it once with defineDependency and use that in both places.',
      });
    }
  }
  return [...problems.values()];
}

function missingRunbooks(workflows: readonly Workflow[], { fileExists }: CatalogFiles): Problem[] {
  return workflows.flatMap((workflow) => {
    const named = [
      { place: `${workflow.id}.runbook`, file: workflow.runbook },
      ...workflow.steps.flatMap((step) =>
        step.runbook === undefined ? [] : [{ place: `${workflow.id}.steps.${step.id}.runbook`, file: step.runbook }],
      ),
    ];
    return named
      .map(({ place, file }) => ({ place, path: `${workflow.id}/${file}` }))
      .filter(({ path }) => !fileExists(path))
      .map(({ place, path }) => ({
        place,
        problem: `there is no file ${path}`,
        mend: 'Write the runbook there, or name the file that holds it.',
      }));
  });
}

function ownersNobodyCanPage(workflows: readonly Workflow[]): Problem[] {
  const owners = new Map<string, Owner | undefined>();
  for (const workflow of workflows) {
    owners.set(`${workflow.id}.owner`, workflow.owner);
    for (const step of workflow.steps) owners.set(`${workflow.id}.steps.${step.id}.owner`, step.owner);
  }
  for (const { dependency } of needsOf(workflows)) owners.set(`dependency ${dependency.id}.owner`, dependency.owner);
  return [...owners]
    .filter(([, owner]) => owner !== undefined && owner.userGroup === undefined && owner.pager === undefined)
    .map(([place, owner]) => ({
      place,
      problem: `team "${owner?.team}" has nothing to page`,
      mend: 'Give it a userGroup (S…), a pager (ARN of an SNS topic), or both.',
    }));
}

function needsOf(workflows: readonly Workflow[]): { readonly dependency: Dependency; readonly place: string }[] {
  return workflows.flatMap((workflow) =>
    workflow.steps.flatMap((step) =>
      step.needs.map(({ dependency }) => ({ dependency, place: `${workflow.id}.steps.${step.id}.needs` })),
    ),
  );
}

/** The same text for the same content, whatever the order of its keys. */
function contentOf(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
