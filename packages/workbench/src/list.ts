import { workflows } from '@tocsin/catalog';

/** What can be broken: each workflow with its steps and the dependencies they stand on. */
export function listing() {
  return {
    ok: true,
    workflows: workflows.map(({ id, title, steps }) => ({
      id,
      title,
      steps: steps.map((step) => ({
        id: step.id,
        title: step.title,
        dependencies: step.needs.map(({ dependency, kind }) => ({ id: dependency.id, title: dependency.title, kind })),
      })),
      dependencies: [...new Set(steps.flatMap((step) => step.needs.map((need) => need.dependency.id)))],
    })),
  };
}

/** The listing for people. */
export function listingText(): string {
  const lines = listing().workflows.flatMap((workflow) => [
    `${workflow.id}: ${workflow.title}`,
    ...workflow.steps.map(
      (step) =>
        `  ${step.id.padEnd(14)} ${step.dependencies.map(({ id, kind }) => (kind === 'soft' ? `${id} (soft)` : id)).join(', ')}`,
    ),
  ]);
  return [...lines, '', 'Break one with: npm start -- --once --break <dependency>'].join('\n');
}
