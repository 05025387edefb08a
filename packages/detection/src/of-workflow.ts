import { ancestorsOf, inOrder, type Step, type Workflow } from '@tocsin/workflow';
import { aMinute, day, hour, lasting, minute } from './played-times.ts';
import type { Scenario, Traffic } from './scenario.ts';

/** Visitors where the objective does not say how many there are. */
const busy: Traffic = { perSecond: 50, diurnal: 0.6 };

/** Why nothing is promised within a minute. */
const oneCanary = 'one canary, which runs once a minute; `canary: { twin: true }` has the target of a minute';

/**
 * What a workflow is to be told of, whatever it declares: each step dead, each dependency gone, half of each step's tries
 * failing, two things that have nothing to do with each other, canaries that stop, and a month in which nothing is wrong.
 *
 * Within a minute, where something of it is looked at every ten seconds; without that the figures are what there is.
 */
export function scenariosOf(workflow: Workflow): Scenario[] {
  const { from } = workflow.slo;
  const perMinute = from.type === 'metrics' ? from.perMinute : undefined;
  const traffic = perMinute === undefined ? busy : { ...busy, perSecond: perMinute / 60 };
  const steps = inOrder(workflow.steps);
  const common = { workflow, traffic, noise: 0.2, quietSeconds: 7 * hour, watchSeconds: hour };
  const named = (name: string) => `${workflow.id}/${name}`;
  const soon = workflow.canary.twin ? aMinute : { noTarget: oneCanary };

  const dead = steps.map(
    ({ id, title }): Scenario => ({
      ...common,
      name: named(`dead-step/${id}`),
      what: `every try of "${title}" fails`,
      faults: [lasting({ steps: [id], share: 1 })],
      expected: { detected: true, step: id, ...soon },
    }),
  );
  const half = steps.map(
    ({ id, title }): Scenario => ({
      ...common,
      name: named(`half/${id}`),
      what: `half the tries of "${title}" fail, for an hour`,
      faults: [lasting({ steps: [id], share: 0.5 }, hour)],
      watchSeconds: 2 * hour,
      expected: { detected: true, step: id },
    }),
  );
  const doubles = pairs(steps).map(
    ({ one, other, unrelated }): Scenario => ({
      ...common,
      name: named(`double/${one}+${other}`),
      what: `${one} and ${other} fail at once, for reasons of their own`,
      faults: [lasting({ steps: [one], share: 1 }), lasting({ steps: [other], share: 1 })],
      // What stands behind a dead step is not reached: the first is named, rightly, and the other when that is mended.
      expected: { detected: true, step: unrelated ? 'unknown' : one },
    }),
  );
  return [
    ...dead,
    ...gone(workflow, steps).map((one) => ({ ...common, ...one, name: named(one.name) })),
    ...half,
    ...doubles,
    {
      ...common,
      name: named('canary-stops'),
      what: 'the canaries stop: the dead man’s switch pages',
      faults: [],
      canaryStops: true,
      expected: { detected: true, by: 'page-topic' },
    },
    {
      ...common,
      name: named('blip'),
      what: 'a minute in which a tenth of the first step’s tries fail, as in a deploy',
      faults: [lasting({ steps: [steps[0]?.id ?? ''], share: 0.1 }, minute)],
      expected: { detected: false },
    },
    {
      ...common,
      name: named('month'),
      what: 'thirty days in which half the budget is spent evenly, two deploys a week, day and night',
      faults: [],
      noise: 0.5,
      deploysAWeek: 2,
      watchSeconds: 30 * day,
      mostSeeds: 10,
      expected: { detected: false },
    },
  ];
}

/** Every dependency gone, with all the steps that stand on it: the first is named, for the others are not reached. */
function gone(workflow: Workflow, steps: readonly Step[]): Pick<Scenario, 'name' | 'what' | 'faults' | 'expected'>[] {
  const needs = steps.flatMap(({ id, needs }) => needs.map(({ kind, dependency }) => ({ id, kind, dependency })));
  const ids = [...new Set(needs.map(({ dependency }) => dependency.id))];
  return ids.map((dependency) => {
    const those = needs.filter((need) => need.dependency.id === dependency);
    const hard = those.filter(({ kind }) => kind === 'hard');
    const isSoft = hard.length === 0;
    const within = !isSoft && workflow.canary.twin ? aMinute : { noTarget: oneCanary };
    const on = (isSoft ? those : hard).map(({ id }) => id);
    return {
      name: `dependency/${dependency}`,
      what: `${those[0]?.dependency.title ?? dependency} is gone`,
      faults: [lasting({ steps: on, share: 1, ...(isSoft ? { soft: dependency } : { dependency }) })],
      expected: { detected: true, step: on[0] ?? '', dependency, ...within, ...(isSoft ? { ticket: true } : {}) },
    };
  });
}

/** Two steps each, earlier ones first, and whether neither stands behind the other. */
function pairs(steps: readonly Step[]): { one: string; other: string; unrelated: boolean }[] {
  return steps.flatMap((one, index) =>
    steps
      .slice(index + 1)
      .map((other) => ({ one: one.id, other: other.id, unrelated: !ancestorsOf(steps, other.id).has(one.id) })),
  );
}
