import { only } from './refusal.ts';

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
    })),
    ...(to < canaries.length ? { NextToken: String(to) } : {}),
  };
}
