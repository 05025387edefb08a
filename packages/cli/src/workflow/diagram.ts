import { descendantsOf, sequenceDiagram, stepOf } from '@tocsin/workflow';
import type { Answer } from '../answer.ts';
import { catalogAt, unknown, workflowCalled } from '../catalog.ts';

/** The sequence diagram of a workflow, as it stands in the channel. */
export async function diagramOf(
  id: string,
  { catalog, failing }: { readonly catalog: string; readonly failing?: string },
): Promise<Answer> {
  const workflow = workflowCalled(await catalogAt(catalog).workflows(), id);
  if (failing !== undefined && !stepOf(workflow, failing))
    throw unknown(
      `step of ${id}`,
      failing,
      workflow.steps.map((step) => step.id),
    );
  const mermaid = sequenceDiagram(
    workflow,
    failing === undefined ? undefined : { step: failing, blocked: [...descendantsOf(workflow.steps, failing)] },
  );
  return { code: 0, object: { ok: true, workflow: id, mermaid }, words: () => mermaid };
}
