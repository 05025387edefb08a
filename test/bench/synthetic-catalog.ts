import { defineDependency, defineWorkflow, hard, type Workflow } from '@tocsin/workflow';
import { alarmEvent } from '../harness/events.ts';

const stepIds = ['one', 'two', 'three', 'four', 'five'] as const;

/** Workflows of five steps in a row, each step on a dependency of its own; as many as a measurement needs. */
export function syntheticWorkflows(count: number): Workflow[] {
  return Array.from({ length: count }, (_, index): Workflow => {
    const id = `path-${index + 1}`;
    const on = (step: string) =>
      hard(defineDependency({ id: `${id}-${step}`, title: `Store of ${id}, step ${step}`, alarms: [] }));
    return defineWorkflow({
      id,
      title: `Path ${index + 1}`,
      summary: 'Made up, to be measured',
      owner: { team: 'Viewer', userGroup: 'S0VIEWER01', channel: 'C0VIEWER01' },
      runbook: 'runbook.md',
      slo: { objective: 99.9, window: '28d' },
      links: { source: `https://git.example/${id}`, dashboard: `https://dashboards.example/${id}` },
      steps: {
        one: { title: 'First', needs: [on('one')] },
        two: { title: 'Second', needs: [on('two')] },
        three: { title: 'Third', needs: [on('three')] },
        four: { title: 'Fourth', needs: [on('four')] },
        five: { title: 'Fifth', needs: [on('five')] },
      },
    });
  });
}

/** A step alarm of each workflow, the third step's, which has steps before and behind it. */
export const oneAlarmEach = (workflows: readonly Workflow[], at: Date) =>
  workflows.map(({ id }) => alarmEvent({ workflow: id, step: 'three', value: 'ALARM', at }));

/** Every step of every workflow alarms, step by step, so that alarms of one workflow do not come next to each other. */
export const allAlarms = (workflows: readonly Workflow[], at: Date) =>
  stepIds.flatMap((step) => workflows.map(({ id }) => alarmEvent({ workflow: id, step, value: 'ALARM', at })));
