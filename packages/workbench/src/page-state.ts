import { workflows } from '@tocsin/catalog';
import { canaryName, type Workflow } from '@tocsin/workflow';
import { tocsin } from './app-surface.ts';
import type { PageDependency, PageState, PageWorkflow } from './page-api.ts';
import { slackState } from './server/slack-state.ts';
import { stage } from './stage.ts';
import type { Workbench } from './workbench.ts';

/** Everything that the page draws, as one person sees it. */
export function pageState({ slack, demo, cloud, story, canaries }: Workbench, me: string): PageState {
  return {
    now: cloud.clock.now().toISOString(),
    ...slackState(slack, me, tocsin),
    demo: (demo?.dependencies ?? []).map(
      ({ id, title, broken }): PageDependency => ({ id, title, broken, usedBy: usedBy(id) }),
    ),
    workflows: workflows.map((workflow) => workflowState(workflow, { cloud, canaries })),
    story: [...story.happenings].reverse(),
  };
}

function usedBy(dependency: string): PageDependency['usedBy'] {
  return workflows.flatMap((workflow) =>
    workflow.steps.flatMap((step) =>
      step.needs
        .filter((need) => need.dependency.id === dependency)
        .map(({ kind }) => ({ workflow: workflow.id, step: step.id, kind })),
    ),
  );
}

function workflowState(workflow: Workflow, { cloud, canaries }: Pick<Workbench, 'cloud' | 'canaries'>): PageWorkflow {
  const last = canaries.find((canary) => canary.name === canaryName({ stage, workflow: workflow.id }))?.runs.at(-1);
  const alarms = cloud.alarms
    .list()
    .filter(({ spec }) => spec.name.startsWith(`tocsin/${stage}/${workflow.id}/`))
    .map(({ spec, state }) => ({ name: spec.name, state: state.value }));
  const degraded = (step: string) =>
    alarms.some(({ name, state }) => state === 'ALARM' && name.includes(`/step-degraded/${step}/`));
  const steps = workflow.steps.map(({ id, title }) => {
    const result = last?.result.steps.find((step) => step.name === id);
    const seen = result?.status ?? (last && !last.result.ok ? ('blocked' as const) : undefined);
    const status = seen === 'passed' && degraded(id) ? ('degraded' as const) : seen;
    return {
      id,
      title,
      ...(status ? { status } : {}),
      ...(result?.reason === undefined ? {} : { reason: result.reason }),
    };
  });
  return {
    id: workflow.id,
    title: workflow.title,
    steps,
    ...(last ? { lastRunAt: last.endedAt.toISOString() } : {}),
    alarms,
  };
}
