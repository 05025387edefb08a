import {
  canaryName,
  canaryNames,
  canaryRuntime,
  canarySchedule,
  canaryTimeoutSeconds,
  type Workflow,
} from '@tocsin/workflow';
import { silentMs } from './alarms.ts';
import { type Check, fail, looking, ok, warn } from './check.ts';
import { describeCanaries, type FoundCanary } from './synthetics-api.ts';

interface Stage {
  readonly stage: string;
  /** Why a workflow has no canary here, by its id. */
  readonly reasons: Readonly<Record<string, string>>;
}

/** Holds the canaries that run against those that derive from the catalog. */
export const checkCanaries = (workflows: readonly Workflow[], stage: Stage): Promise<readonly Check[]> =>
  looking('canaries', 'synthetics:DescribeCanaries', async () =>
    canaryChecks(workflows, await describeCanaries(), { ...stage, now: Date.now() }),
  );

export function canaryChecks(
  workflows: readonly Workflow[],
  all: readonly FoundCanary[],
  { stage, reasons, now }: Stage & { readonly now: number },
): Check[] {
  const found = new Map(all.map((canary) => [canary.Name, canary]));
  const expected = workflows.flatMap((workflow) =>
    canaryNames(workflow, { stage }).map((name) => ({ workflow, name })),
  );
  const checks = expected.flatMap(({ workflow, name }) => {
    const canary = found.get(name);
    const reason = reasons[workflow.id];
    if (canary) return stateOf(canary, workflow, now);
    return reason?.startsWith('not deployed')
      ? [warn(`canary ${name}`, reason, 'Give the stage the values that its checks need: docs/deploying.md.')]
      : [fail(`canary ${name}`, 'is missing', 'Deploy: npm run deploy.')];
  });
  const names = new Set(expected.map(({ name }) => name));
  const prefix = canaryName({ stage, workflow: '' });
  const orphans = [...found.keys()].filter((name) => name.startsWith(prefix) && !names.has(name));
  const wrong = new Set(checks.map(({ check }) => check));
  const good = expected.filter(({ name }) => !wrong.has(`canary ${name}`)).length;
  return [
    ...(good > 0 ? [ok('canaries', `${good} of ${expected.length} run as the catalog derives them`)] : []),
    ...checks,
    ...orphans.map((name) =>
      warn(`canary ${name}`, 'no workflow of the catalog derives it', 'Deploy to have it removed, or delete it.'),
    ),
  ];
}

function stateOf(canary: FoundCanary, workflow: Workflow, now: number): Check[] {
  const { Name, Status, Timeline } = canary;
  const check = `canary ${Name}`;
  if (Status.State !== 'RUNNING')
    return [
      fail(
        check,
        `is ${Status.State}${Status.StateReason ? `: ${Status.StateReason}` : ''}`,
        `Start it: aws synthetics start-canary --name ${Name}`,
      ),
    ];
  const changed = changesOf(canary, workflow);
  const started = Timeline?.LastStarted;
  const silent =
    started != null &&
    now - started * 1000 > silentMs &&
    Timeline?.LastStopped != null &&
    Timeline.LastStopped > started;
  return [
    ...(changed.length > 0
      ? [fail(check, `was changed by hand: its ${changed.join('; its ')}`, 'Deploy to have it back.')]
      : []),
    ...(silent
      ? [warn(check, 'has not started for three weeks', 'Look at its last run in the console of CloudWatch.')]
      : []),
  ];
}

type Setting = string | number | boolean;

/** Settings that differ from those it was deployed with. What Synthetics does not tell is not compared. */
function changesOf({ Schedule, RuntimeVersion, RunConfig }: FoundCanary, workflow: Workflow): string[] {
  const settings: [name: string, found: Setting | null | undefined, wanted: Setting][] = [
    ['schedule', Schedule?.Expression, canarySchedule(workflow)],
    ['runtime', RuntimeVersion, canaryRuntime],
    ['time limit in seconds', RunConfig?.TimeoutInSeconds, canaryTimeoutSeconds],
    ['active tracing', RunConfig?.ActiveTracing, true],
  ];
  return settings
    .filter(([, found, wanted]) => found != null && found !== wanted)
    .map(([name, found, wanted]) => `${name} is ${found}, not ${wanted}`);
}
