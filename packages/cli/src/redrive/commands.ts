import { type Command, Option } from 'commander';
import { letterNames } from '../deployment.ts';
import { answering, type Common, leaf } from '../leaf.ts';
import type { Making } from '../program.ts';
import type { RedriveOptions } from './redrive.ts';

/** `tocsin redrive` */
export function redriveCommand(program: Command, making: Making): void {
  leaf(program, 'redrive', {
    description: 'say why messages lie in dead-letter queues, and with --send put them back into their queues',
    example: 'redrive --queue respond --send',
  })
    .addOption(new Option('--queue <name>', 'one queue alone').choices(letterNames))
    .option('--send', 'copy what can be worked on into its queue, then delete it; without it nothing is changed')
    .addOption(new Option('--dry-run', 'change nothing, as without --send').conflicts('send'))
    .option('--stage <stage>', 'the stage; default: that of the last deployment')
    .option('--region <region>', 'the region; default: that of your profile')
    .option('--outputs <file>', 'what sst deploy printed; default: .sst/outputs.json')
    .action(
      answering(making, async (options: Common & RedriveOptions) => (await import('./redrive.ts')).redrive(options)),
    );
}
