import { Command } from 'commander';
import type { Answer } from './answer.ts';
import { usualCatalog } from './catalog.ts';
import { doctorCommand } from './doctor/commands.ts';
import type { Terminal } from './main.ts';
import { type Names, namesIn, noNames } from './names.ts';
import { printable } from './paint.ts';
import { redriveCommand } from './redrive/commands.ts';
import { runbookCommands } from './runbook/commands.ts';
import { signalCommand } from './signal/commands.ts';
import { simulateCommand } from './simulate/commands.ts';
import { sloCommands } from './slo/commands.ts';
import { workflowCommands } from './workflow/commands.ts';

/** What the commands are made with. */
export interface Making {
  readonly answer: (answer: Answer) => void;
  /** For the shell's completion; empty otherwise, for reading the catalog takes its time. */
  readonly names: Names;
}

/** All commands. What a command does is loaded when it runs, so that `--help` and completion are quick. */
export async function createProgram({
  words,
  stdout,
  stderr,
  answer,
}: Pick<Terminal, 'stdout' | 'stderr'> & {
  readonly words: readonly string[];
  readonly answer: (answer: Answer) => void;
}): Promise<Command> {
  const completes = words[0] === 'complete';
  const making: Making = { answer, names: completes ? await namesIn(usualCatalog) : noNames };
  const program = new Command('tocsin')
    .description('Looks at a catalog of workflows and at what is deployed of it.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(printable(text)),
      writeErr: (text) => stderr.write(printable(text)),
    })
    .showHelpAfterError('Run it with --help to see what it takes.')
    .helpCommand(false)
    .addHelpText(
      'after',
      '\nExit codes: 0 fine, 1 something was found, 2 the command could not be understood or its input not be used.\nExample: npx tocsin workflow show design-viewer',
    );
  workflowCommands(program, making);
  runbookCommands(program, making);
  signalCommand(program, making);
  sloCommands(program, making);
  simulateCommand(program, making);
  doctorCommand(program, making);
  redriveCommand(program, making);
  if (completes) {
    const { default: tab } = await import('@bomb.sh/tab/commander');
    tab(program);
  } else {
    program
      .command('complete')
      .description('print what makes bash, zsh or fish complete commands and ids')
      .argument('<shell>', 'bash, zsh, fish or powershell');
  }
  return program;
}
