import { tocsin } from '@tocsin/incident';
import { type CoreWorld, commit } from '../commit.ts';
import type { TaskResults } from './ports.ts';

/** Outcomes on the timeline: each task's once, whoever tells it how often. */
export function timelineResults(world: CoreWorld): TaskResults {
  return {
    async settled({ incident: id, id: task }, outcome) {
      const said = outcome.type === 'read' ? outcome.judgement.said : outcome.text;
      const look = outcome.type === 'unknown' ? ` Look at ${outcome.lookAt}.` : '';
      const incident = await world.store.load(id);
      const command = { type: 'note', by: tocsin, text: `Runbook step ${task}: ${said}${look}` } as const;
      const told = await commit(world, { id, incident, command, cause: `task:${task}` });
      // An incident that was closed meanwhile takes no notes; the task's own item keeps the outcome.
      if (told.type === 'refusal') world.log.info('outcome not told', { incident: id, task, reason: told.reason });
    },
  };
}
