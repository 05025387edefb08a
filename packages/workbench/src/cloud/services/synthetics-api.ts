import { only, Refusal } from './refusal.ts';

/** A canary as Synthetics lists it. */
export interface ListedCanary {
  readonly name: string;
  readonly state: 'RUNNING' | 'STOPPED' | 'ERROR';
  /** `rate(…)` or `cron(…)` */
  readonly schedule: string;
}

/** DescribeCanaries: `POST /canaries`, a page at a time; 20 are the most that Synthetics gives. */
export function describeCanaries(canaries: readonly ListedCanary[], input: Record<string, unknown>): object {
  only(input, 'MaxResults', 'NextToken');
  const from = Number(input['NextToken'] ?? 0);
  const to = from + Math.min(Number(input['MaxResults'] ?? 20), 20);
  return {
    Canaries: canaries.slice(from, to).map(({ name, state, schedule }) => ({
      Name: name,
      Status: { State: state },
      Schedule: { Expression: schedule, DurationInSeconds: 0 },
      RuntimeVersion: 'syn-nodejs-playwright-8.0',
      RunConfig: { TimeoutInSeconds: 60, MemoryInMB: 960, ActiveTracing: true },
    })),
    ...(to < canaries.length ? { NextToken: String(to) } : {}),
  };
}

/** A run as Synthetics lists it. */
export interface ListedRun {
  readonly id: string;
  readonly startedAt: Date;
  readonly endedAt: Date;
  /** Why it failed; undefined for one that passed. */
  readonly reason?: string;
}

/** GetCanaryRuns: `POST /canary/NAME/runs`, the newest first, a hundred a page at most. */
export function canaryRuns(
  canaries: readonly ListedCanary[],
  runsOf: (canary: string) => readonly ListedRun[],
  name: string,
  input: Record<string, unknown>,
): object {
  only(input, 'MaxResults', 'NextToken');
  if (!canaries.some((canary) => canary.name === name))
    throw new Refusal('ResourceNotFoundException', `Canary ${name} does not exist`, 404);
  const runs = runsOf(name);
  const from = Number(input['NextToken'] ?? 0);
  const to = from + Math.min(Number(input['MaxResults'] ?? 100), 100);
  return {
    CanaryRuns: runs.slice(from, to).map(({ id, startedAt, endedAt, reason }) => ({
      Id: id,
      Name: name,
      Status: {
        State: reason === undefined ? 'PASSED' : 'FAILED',
        ...(reason === undefined ? {} : { StateReason: reason, StateReasonCode: 'CANARY_FAILURE' }),
      },
      Timeline: { Started: startedAt.getTime() / 1_000, Completed: endedAt.getTime() / 1_000 },
    })),
    ...(to < runs.length ? { NextToken: String(to) } : {}),
  };
}
