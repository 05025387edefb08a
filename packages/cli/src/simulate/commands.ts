import { type Command, InvalidArgumentError, Option } from 'commander';
import { answering, type Common, leaf, named } from '../leaf.ts';
import type { Making } from '../program.ts';
import type { SimulateOptions } from './simulate.ts';

/** `tocsin simulate` */
export function simulateCommand(program: Command, making: Making): void {
  leaf(program, 'simulate', {
    description:
      'break each step and dependency of a workflow in a simulated CloudWatch: how soon its alarms tell, what is named, who is woken',
    example: 'simulate design-viewer --only dead-step',
    takes: [named('[id]', 'id of a workflow; default: all of them', making.names.workflows)],
  })
    .addOption(
      new Option('--seeds <count>', 'plays of each scenario').default(20, '20').argParser((text) => {
        const count = Number(text);
        if (/^\d+$/.test(text) && count >= 1 && count <= mostSeeds) return count;
        throw new InvalidArgumentError(`It takes a whole number from 1 to ${mostSeeds}.`);
      }),
    )
    .option('--only <text>', 'scenarios whose name holds this text')
    .action(
      answering(making, async (id: string | undefined, options: Common & SimulateOptions) =>
        (await import('./simulate.ts')).simulateWorkflows(id, options),
      ),
    );
}

/** More says no more of a percentile, and takes minutes. */
const mostSeeds = 1000;
