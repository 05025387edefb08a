import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Checks } from '@tocsin/canary';
import { checkCatalog, DeclarationError, dependenciesOf, type Problem, type Workflow } from '@tocsin/workflow';
import type { Answer } from '../answer.ts';
import { type CatalogAt, catalogAt, shown } from '../catalog.ts';
import { type Finding, findingsAnswer } from '../finding.ts';
import { declaredAt, loadedFrom, placeIn } from './place.ts';

/** Everything that is wrong with the declarations of a catalog, each where it is written. */
export async function lintWorkflows({ catalog }: { readonly catalog: string }): Promise<Answer> {
  const at = catalogAt(catalog);
  try {
    const workflows = await at.workflows();
    const findings = [...togetherFindings(at, workflows), ...checkFindings(at, workflows, await at.checks())];
    return findingsAnswer(findings, {
      fine: `${workflows.length} ${workflows.length === 1 ? 'workflow holds' : 'workflows hold'} together.`,
      more: { workflows: workflows.map(({ id }) => id) },
    });
  } catch (error) {
    // A file that cannot be loaded is a finding, not a failure: it is what whoever writes it wants to be told.
    return findingsAnswer(loadFindings(at, error), { fine: '', more: { workflows: [] } });
  }
}

function togetherFindings(at: CatalogAt, workflows: readonly Workflow[]): Finding[] {
  try {
    checkCatalog(workflows, { fileExists: (file) => existsSync(path.join(at.folder, file)) });
    return [];
  } catch (error) {
    if (error instanceof DeclarationError) return error.problems.map((problem) => placed(at, problem));
    throw error;
  }
}

function checkFindings(
  { folder }: CatalogAt,
  workflows: readonly Workflow[],
  checks: Readonly<Record<string, Checks>>,
): Finding[] {
  return workflows.flatMap((workflow): Finding[] => {
    const own = checks[workflow.id];
    if (!own) {
      const file = path.join(folder, 'checks.ts');
      const mend = `Write ${workflow.id}/checks.ts and list it there.`;
      return [{ file: shown(file), line: 1, place: workflow.id, problem: 'the workflow has no checks', mend }];
    }
    const told = new Set(
      Object.values(own.steps).flatMap((probes) => probes.flatMap(({ dependency }) => dependency ?? [])),
    );
    const file = path.join(folder, workflow.id, 'checks.ts');
    return dependenciesOf(workflow)
      .filter((dependency) => !told.has(dependency))
      .map((dependency) => ({
        file: shown(file),
        line: 1,
        place: `${workflow.id}: ${dependency}`,
        problem: `no check tells of the dependency "${dependency}"`,
        mend: `Give a probe \`dependency: '${dependency}'\`, so that its failure is named.`,
      }));
  });
}

const placed = (at: CatalogAt, problem: Problem): Finding => ({ ...problem, ...placeIn(at.folder, problem.place) });

/** What kept the catalog from being loaded: a declaration that does not fit, or a file that is no TypeScript. */
function loadFindings(at: CatalogAt, error: unknown): Finding[] {
  if (error instanceof DeclarationError) {
    const declared = declaredAt(error, at.folder) ?? { file: path.join(at.folder, 'index.ts'), line: 1 };
    return error.problems.map((problem) => ({ ...problem, ...loadedFrom(declared, problem.place) }));
  }
  const reason = error instanceof Error ? error.message : String(error);
  const [, file, line, words] = /^[ \t]*(\/[^\n:]+):(\d+):\d+: (?:ERROR: )?(.*)/m.exec(reason) ?? [];
  const declared = file === undefined ? declaredAt(error, at.folder) : { file, line: Number(line) };
  return [
    {
      file: shown(declared?.file ?? path.join(at.folder, 'index.ts')),
      line: declared?.line ?? 1,
      place: 'the catalog',
      problem: `cannot be loaded: ${words ?? reason.split('\n')[0]}`,
      mend: 'Run npm run check:types; it shows all that the compiler sees.',
    },
  ];
}
