import type { Command } from 'commander';
import { answering, type Common, leaf, named } from '../leaf.ts';
import type { Making } from '../program.ts';

/** `tocsin workflow …` */
export function workflowCommands(program: Command, making: Making): void {
  const workflow = program
    .command('workflow')
    .description('look at the declared workflows, check them, begin a new one');
  const id = () => named('<id>', 'id of a workflow', making.names.workflows);

  leaf(workflow, 'show', {
    description: 'steps, dependencies, owners, objectives and what derives from them: canaries and alarms',
    example: 'workflow show design-viewer',
    takes: [id()],
  })
    .option('--stage <stage>', 'the stage whose names to show', process.env['TOCSIN_STAGE'] ?? 'dev')
    .action(
      answering(making, async (id: string, options: Common & { stage: string }) =>
        (await import('./show.ts')).showWorkflow(id, options),
      ),
    );

  leaf(workflow, 'diagram', {
    description: 'the sequence diagram, in Mermaid',
    example: 'workflow diagram design-viewer --failing upload > diagram.mmd',
    takes: [id()],
  })
    .option('--failing <step>', 'mark the step as failing, and what stands behind it as blocked')
    .action(
      answering(making, async (id: string, options: Common & { failing?: string }) =>
        (await import('./diagram.ts')).diagramOf(id, options),
      ),
    );

  leaf(workflow, 'lint', {
    description: 'hold the declarations against each other, their checks and their files',
    example: 'workflow lint',
  }).action(answering(making, async (options: Common) => (await import('./lint.ts')).lintWorkflows(options)));

  leaf(workflow, 'new', {
    description: 'write the three files of a workflow and list it in the catalog',
    example: 'workflow new checkout --title "Check out" --step sign-in basket pay',
    takes: [named('<id>', 'its id: lower-case letters, digits and hyphens', [])],
  })
    .option('--title <title>', 'what users would call it')
    .option('--step <ids...>', 'ids of its steps, in order')
    .action(
      answering(making, async (id: string, options: Common & { title?: string; step?: string[] }) =>
        (await import('./new.ts')).newWorkflow(id, options),
      ),
    );
}
