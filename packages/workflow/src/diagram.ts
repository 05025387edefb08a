import { inOrder } from './graph.ts';
import type { Workflow } from './model.ts';

export interface Mark {
  readonly step: string;
  readonly dependency?: string;
  /** Steps not reached because of it. */
  readonly blocked?: readonly string[];
}

/**
 * The workflow as a Mermaid sequence diagram: the user, the services that serve the steps, the dependencies they stand
 * on (solid: hard, dashed: soft). With a mark, the failing step is shown and what stands behind it is noted as blocked.
 */
export function sequenceDiagram(workflow: Workflow, mark?: Mark): string {
  const steps = inOrder(workflow.steps);
  const services = [...new Set(steps.map((step) => step.service))];
  const dependencies = new Map(
    steps.flatMap((step) => step.needs.map((need) => [need.dependency.id, need.dependency])),
  );
  const alias = (service: string) => `s${services.indexOf(service)}`;
  const lines = ['sequenceDiagram', '  autonumber', '  actor user as User'];
  for (const service of services) lines.push(`  participant ${alias(service)} as ${label(service)}`);
  for (const { id, title } of dependencies.values()) lines.push(`  participant ${nodeOf(id)} as ${label(title)}`);
  for (const step of steps) {
    const failing = mark?.step === step.id;
    const blocked = !failing && (mark?.blocked?.includes(step.id) ?? false);
    if (failing) lines.push('  rect rgb(255, 221, 221)');
    lines.push(`  user->>${alias(step.service)}: ${label(step.title)}`);
    if (blocked) {
      lines.push(`  Note over ${alias(step.service)}: blocked, not reached`);
      continue;
    }
    for (const { dependency, kind } of step.needs) {
      const broken = failing && mark?.dependency === dependency.id;
      const arrow = broken ? '-x' : kind === 'hard' ? '->>' : '-->>';
      lines.push(`  ${alias(step.service)}${arrow}${nodeOf(dependency.id)}: ${broken ? 'fails' : kind}`);
    }
    if (failing) lines.push(`  Note over user,${alias(step.service)}: FAILING: ${label(step.title)}`, '  end');
  }
  return `${lines.join('\n')}\n`;
}

const nodeOf = (dependency: string) => `d_${dependency.replaceAll('-', '_')}`;
/** Mermaid ends a message at `;` and reads `#` as an entity. */
const label = (text: string) => text.replace(/[\s;#]+/g, ' ').trim();
