import type { Command } from 'commander';
import { answering, type Common, leaf, named } from '../leaf.ts';
import type { Making } from '../program.ts';

/** `tocsin slo …` */
export function sloCommands(program: Command, making: Making): void {
  const slo = program.command('slo').description('what the objectives of a workflow detect, and how soon');
  leaf(slo, 'explain', {
    description:
      'windows, thresholds and detection times of each objective, and what the workflow could do to hear sooner',
    example: 'slo explain design-viewer',
    takes: [named('<id>', 'id of a workflow', making.names.workflows)],
  }).action(
    answering(making, async (id: string, options: Common) => (await import('./explain.ts')).explainSlo(id, options)),
  );
}
