import type { Naming } from '@tocsin/incident';
import { dependenciesOf, inOrder, type Workflow } from '@tocsin/workflow';
import type { Actor, Message, Sequence } from './figures.ts';

/** The workflow from the user's first step to the last, with what is known of each step in the incident. */
export function sequenceOf(workflow: Workflow, naming: Naming | undefined): Sequence {
  const steps = inOrder(workflow.steps);
  const titles = new Map(
    steps.flatMap(({ needs }) => needs.map(({ dependency }) => [dependency.id, dependency.title])),
  );
  const services = [...new Set(steps.map(({ service }) => service))];
  const actors: Actor[] = [
    { id: 'user', title: 'User', type: 'user' },
    ...services.map((title): Actor => ({ id: `service:${title}`, title, type: 'service' })),
    ...dependenciesOf(workflow).map(
      (id): Actor => ({
        id: `dependency:${id}`,
        title: titles.get(id) ?? id,
        type: 'dependency',
        ...(naming?.dependency === id ? { broken: true } : {}),
      }),
    ),
  ];
  const messages = steps.flatMap((step): Message[] => {
    const named = naming?.step === step.id;
    const state = stateOf(naming, step.id);
    const call: Message = { from: 'user', to: `service:${step.service}`, text: step.title, type: 'call', state };
    if (state === 'blocked') return [call];
    const needs = step.needs.map(
      ({ dependency, kind }): Message => ({
        from: `service:${step.service}`,
        to: `dependency:${dependency.id}`,
        text: kind,
        type: kind,
        state: named && naming.dependency === dependency.id ? (naming.degraded ? 'degraded' : 'failed') : 'ok',
      }),
    );
    return [call, ...needs];
  });
  return { title: workflow.title, actors, messages };
}

function stateOf(naming: Naming | undefined, step: string): Message['state'] {
  if (naming?.step === step) return naming.degraded ? 'degraded' : 'failed';
  const state = naming?.states[step];
  return state === 'failed' || state === 'blocked' || state === 'degraded' ? state : 'ok';
}
