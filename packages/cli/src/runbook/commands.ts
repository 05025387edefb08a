import type { Command } from 'commander';
import { answering, type Common, leaf, named } from '../leaf.ts';
import type { Making } from '../program.ts';

/** `tocsin runbook …` */
export function runbookCommands(program: Command, making: Making): void {
  const runbook = program.command('runbook').description('check runbooks, and see what a walk through one looks like');

  leaf(runbook, 'lint', {
    description:
      'say what is wrong with runbooks, file by file and line by line; all of the catalog when none is named',
    example: 'runbook lint packages/catalog/src/runbooks/identity.md',
    takes: [named('[files...]', 'Markdown files, or names of runbooks', making.names.runbooks)],
  }).action(
    answering(making, async (files: string[], options: Common) =>
      (await import('./lint.ts')).lintRunbooks(files, options),
    ),
  );

  leaf(runbook, 'preview', {
    description: 'show what a walk through a runbook looks like in Slack, step by step, and what can come of each',
    example: 'runbook preview identity --step mend-the-provider',
    takes: [named('<runbook>', 'a Markdown file, or the name of a runbook', making.names.runbooks)],
  })
    .option('--step <id>', 'one step alone')
    .option(
      '--set <name=value...>',
      'what the incident says, by variable: dependency=tile-server, dimension.QueueName=orders',
    )
    .action(
      answering(making, async (name: string, options: Common & { step?: string; set?: string[] }) =>
        (await import('./preview.ts')).previewRunbook(name, options),
      ),
    );
}
