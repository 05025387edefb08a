import { Argument, type Command } from 'commander';
import type { Answer } from './answer.ts';
import { shown, usualCatalog } from './catalog.ts';
import type { Making } from './program.ts';

/** Options that a command has beside its own. */
export interface Common {
  readonly json?: boolean;
  readonly catalog: string;
}

/** A command that does something: it has `--json`, `--catalog` and an example, and its answer is handed on. */
export function leaf(
  parent: Command,
  name: string,
  { description, example, takes = [] }: { description: string; example: string; takes?: readonly Argument[] },
): Command {
  const command = parent
    .command(name)
    .description(description)
    .addHelpText('after', `\nExample: npx tocsin ${example}`)
    .option('--json', 'print one JSON object on standard output')
    .option('--catalog <folder>', 'the catalog to look at', shown(usualCatalog));
  for (const argument of takes) command.addArgument(argument);
  return command;
}

/** Choices that the shell completes; what fits none of them is refused by the command itself, with the nearest. */
export function named(argument: string, description: string, choices: readonly string[]): Argument {
  const made = new Argument(argument, description);
  if (choices.length > 0) made.argChoices = [...choices];
  return made;
}

/** Hands on what a command answers. */
export const answering =
  <Given extends readonly unknown[]>({ answer }: Making, act: (...given: Given) => Promise<Answer>) =>
  async (...given: Given): Promise<void> =>
    answer(await act(...given));
