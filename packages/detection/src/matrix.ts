import type { Workflow } from '@tocsin/workflow';
import { aMinute, day, hour, lasting, minute } from './played-times.ts';
import type { Scenario, Traffic } from './scenario.ts';
import { shop } from './shop.ts';

const busy: Traffic = { perSecond: 50, diurnal: 0.6 };
const thin: Traffic = { perSecond: 1 / 60, diurnal: 0.6 };

interface Way {
  readonly key: string;
  readonly what: string;
  readonly workflow: Workflow;
  readonly traffic: Traffic;
  readonly fast: boolean;
}

/** The ways in which a workflow can be watched, from the quickest to the cheapest. */
const requests: Way = {
  key: 'requests',
  what: 'requests of each step, stored with high resolution',
  workflow: shop({ id: 'shop', objective: 99.9, twin: true }),
  traffic: busy,
  fast: true,
};
const twins: Way = {
  key: 'twins',
  what: 'two canaries half a minute apart',
  workflow: shop({ id: 'shop', objective: 99.9, from: 'canary', twin: true }),
  traffic: busy,
  fast: true,
};
const canary: Way = {
  key: 'canary',
  what: 'one canary a minute',
  workflow: shop({ id: 'shop', objective: 99.9, from: 'canary' }),
  traffic: busy,
  fast: false,
};
const standard: Way = {
  key: 'standard',
  what: 'requests of each step, by the minute, beside one canary',
  workflow: shop({ id: 'shop', objective: 99.9, resolution: 'standard' }),
  traffic: busy,
  fast: false,
};
const ways = [requests, twins, canary, standard];

type Rest = Pick<Scenario, 'name' | 'what' | 'faults' | 'expected'> & Partial<Scenario>;
const scenario = ({ workflow, traffic }: Way, rest: Rest): Scenario => ({
  workflow,
  traffic,
  noise: 0.2,
  quietSeconds: 7 * hour,
  watchSeconds: hour,
  ...rest,
});

/** Every step dead, however it is watched; where it is watched fast, told within a minute. */
const deadSteps = ways.flatMap((way) =>
  way.workflow.steps.map(({ id }) =>
    scenario(way, {
      name: `dead-step/${id}/${way.key}`,
      what: `every try of ${id} fails; ${way.what}`,
      faults: [lasting({ steps: [id], share: 1 })],
      expected: { detected: true, step: id, ...(way.fast ? aMinute : {}) },
    }),
  ),
);

/** Every dependency gone, with all the steps that stand on it: the first is named, for the others are not reached. */
const dependencies = [twins, canary].flatMap((way) => {
  const needs = way.workflow.steps.flatMap(({ id, needs }) =>
    needs.map((need) => ({ id, kind: need.kind, dependency: need.dependency.id })),
  );
  return [...new Set(needs.map(({ dependency }) => dependency))].map((dependency) => {
    const those = needs.filter((need) => need.dependency === dependency);
    const first = those[0]?.id ?? '';
    const isSoft = those.every(({ kind }) => kind === 'soft');
    return scenario(way, {
      name: `dependency/${dependency}/${way.key}`,
      what: `${dependency} is gone; ${way.what}`,
      faults: [
        lasting({ steps: those.map(({ id }) => id), share: 1, ...(isSoft ? { soft: dependency } : { dependency }) }),
      ],
      expected: { detected: true, step: first, dependency, ...(isSoft ? { ticket: true as const } : {}) },
    });
  });
});

/** A share of all tries fails at every step; the first step is where people meet it. */
const outages = [1, 0.5, 0.1, 0.05, 0.01].map((share) =>
  scenario(requests, {
    name: `outage-${share * 100}/requests`,
    what: `${share * 100} % of everything fails; ${requests.what}`,
    faults: [lasting({ steps: ['sign-in'], share }, share < 0.02 ? 5 * hour : 2 * hour)],
    watchSeconds: share < 0.02 ? 6 * hour : 3 * hour,
    expected: { detected: true, step: 'sign-in', ...(share === 1 ? aMinute : {}) },
  }),
);

const brownOuts = [
  { way: requests, share: 0.1, seconds: hour },
  { way: requests, share: 0.02, seconds: 3 * hour },
  { way: standard, share: 0.1, seconds: hour },
  { way: twins, share: 0.5, seconds: 2 * hour },
  { way: canary, share: 0.5, seconds: 3 * hour },
].map(({ way, share, seconds }) =>
  scenario(way, {
    name: `brown-out-${share * 100}/pay/${way.key}`,
    what: `${share * 100} % of the payments fail; ${way.what}`,
    faults: [lasting({ steps: ['pay'], share, dependency: 'payments' }, seconds)],
    watchSeconds: seconds + hour,
    expected: { detected: true, step: 'pay' },
  }),
);

const flapping = [requests, twins].map((way) =>
  scenario(way, {
    name: `flapping/pay/${way.key}`,
    what: `payments fail for a minute, work for a minute, for half an hour; ${way.what}`,
    faults: Array.from({ length: 15 }, (_, index) => ({ steps: ['pay'], share: 1, from: index * 120, seconds: 60 })),
    expected: { detected: true, step: 'pay' },
  }),
);

/** Two things break that have nothing to do with each other: no single step explains both. */
const doubles = [requests, twins].map((way) =>
  scenario(way, {
    name: `double/pay+wish/${way.key}`,
    what: `paying and putting aside fail at once, for reasons of their own; ${way.what}`,
    faults: [lasting({ steps: ['pay'], share: 1 }), lasting({ steps: ['wish'], share: 1 })],
    expected: { detected: true, step: 'unknown' },
  }),
);

const month = { quietSeconds: 7 * hour, watchSeconds: 30 * day, faults: [], mostSeeds: 10 } as const;
const quiet = [
  ...ways.map((way) =>
    scenario(way, {
      ...month,
      name: `month/${way.key}`,
      what: `a month in which half the budget is spent evenly, two deploys a week, day and night; ${way.what}`,
      noise: 0.5,
      deploysAWeek: 2,
      expected: { detected: false },
    }),
  ),
  scenario(
    {
      ...standard,
      traffic: thin,
      workflow: shop({ id: 'shop', objective: 99.5, resolution: 'standard', perMinute: 1 }),
    },
    {
      ...month,
      name: 'month/low-traffic',
      what: 'a month with a request a minute, of which half the budget fails',
      noise: 0.5,
      expected: { detected: false },
    },
  ),
];

const blips = [requests, twins, standard].map((way) =>
  scenario(way, {
    name: `blip/${way.key}`,
    what: `a minute in which a tenth of the payments fail, as in a deploy; ${way.what}`,
    faults: [lasting({ steps: ['pay'], share: 0.1 }, minute)],
    expected: { detected: false },
  }),
);

const low = {
  ...standard,
  traffic: thin,
  workflow: shop({ id: 'shop', objective: 99.5, resolution: 'standard', perMinute: 1 }),
};
const others = [
  scenario(low, {
    name: 'dead-step/pay/low-traffic',
    what: 'paying is dead, with a visitor a minute: the canary is what finds it',
    faults: [lasting({ steps: ['pay'], share: 1 })],
    expected: { detected: true, step: 'pay' },
  }),
  scenario(twins, {
    name: 'canary-stops',
    what: 'the canaries stop: the dead man’s switch pages',
    faults: [],
    canaryStops: true,
    expected: { detected: true, by: 'page-topic' },
  }),
];

/** Every scenario, each a fact about what the derived alarms do. */
export const matrix: readonly Scenario[] = [
  ...deadSteps,
  ...dependencies,
  ...outages,
  ...brownOuts,
  ...flapping,
  ...doubles,
  ...blips,
  ...others,
  ...quiet,
];
