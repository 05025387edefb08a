import { Argument, type Command } from 'commander';
import { answering, type Common, leaf } from '../leaf.ts';
import type { Making } from '../program.ts';

/** `tocsin signal` */
export function signalCommand(program: Command, making: Making): void {
  leaf(program, 'signal', {
    description:
      'say what Tocsin would make of an AWS event: its alarm, workflow and step, what it would open. Runs nothing',
    example: 'signal alarm.json',
    takes: [new Argument('<file>', 'a file with an event, or a list of them; - for standard input')],
  }).action(
    answering(making, async (file: string, options: Common) =>
      (await import('./signal.ts')).explainSignal(file, options),
    ),
  );
}
