import type { Command } from 'commander';
import { answering, type Common, leaf } from '../leaf.ts';
import type { Making } from '../program.ts';
import type { DoctorOptions } from './doctor.ts';

/** `tocsin doctor` */
export function doctorCommand(program: Command, making: Making): void {
  leaf(program, 'doctor', {
    description:
      'hold what is deployed against the catalog: alarms, canaries, Slack, queues, table, functions. Changes nothing',
    example: 'doctor --stage production --region eu-west-1',
  })
    .option('--stage <stage>', 'the stage; default: that of the last deployment')
    .option('--region <region>', 'the region; default: that of your profile')
    .option('--outputs <file>', 'what sst deploy printed; default: .sst/outputs.json')
    .option('--strict', 'exit with 1 if anything could not be looked at, as a pipeline wants it')
    .action(
      answering(making, async (options: Common & DoctorOptions) => (await import('./doctor.ts')).examine(options)),
    );
}
