import type { TaskResult } from '@tocsin/incident';
import { type CoreWorld, commit } from '../commit.ts';
import type { TaskResults } from '../tasks/ports.ts';
import type { TaskOutcome } from '../tasks/task.ts';

/** The timeline is for people, and a commit has to fit into an item. */
const longest = { said: 1_000, output: 8_000 } as const;

/** Outcomes move the walks that wait for them; each once, whoever tells it how often. */
export function walkResults(world: CoreWorld): TaskResults {
  return {
    async settled({ incident: id, id: task }, outcome) {
      const command = { type: 'record-result', task, result: resultOf(outcome, world.clock.now()) } as const;
      const incident = await world.store.load(id);
      const told = await commit(world, { id, incident, command, cause: `task:${task}` });
      // What nobody waits for changes nothing; the task's own item keeps the outcome.
      if (told.type === 'refusal') world.log.info('outcome not told', { incident: id, task, reason: told.reason });
    },
  };
}

function resultOf(outcome: TaskOutcome, now: Date): TaskResult {
  const output = 'output' in outcome && outcome.output !== undefined ? { output: cut(outcome.output, 'output') } : {};
  const link = 'link' in outcome && outcome.link !== undefined ? { link: outcome.link } : {};
  const told = { ...output, ...link, at: now.toISOString() };
  switch (outcome.type) {
    case 'read': {
      const { asExpected, said } = outcome.judgement;
      const { reading, at } = outcome;
      const value = reading.type === 'value' ? { value: cut(String(reading.value), 'said') } : {};
      return { type: 'read', good: asExpected, said: cut(said, 'said'), ...value, ...told, at };
    }
    case 'done':
    case 'would':
      return { type: outcome.type, good: true, said: cut(outcome.text, 'said'), ...told };
    case 'failed':
      return { type: 'failed', good: false, said: cut(outcome.text, 'said'), ...told };
    case 'unknown':
      return {
        type: 'unknown',
        good: false,
        said: cut(outcome.text, 'said'),
        next: `Look at ${outcome.lookAt}.`,
        ...told,
      };
    case 'refused':
      return { type: 'refused', good: false, said: cut(outcome.text, 'said'), next: outcome.mend, ...told };
    default:
      return outcome satisfies never;
  }
}

const cut = (text: string, what: keyof typeof longest): string => text.slice(0, longest[what]);
