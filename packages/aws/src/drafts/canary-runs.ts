import type { Catalog, Log } from '@tocsin/app';
import type { CanaryRunReader } from '@tocsin/app/drafting';
import type { CanaryRun } from '@tocsin/incident';
import { canaryNames, resultsFromReason, type Workflow } from '@tocsin/workflow';
import * as z from 'zod/mini';
import { EpochSeconds } from '../signals/time.ts';
import { type SignedCall, synthetics } from '../signed-call.ts';

/** Synthetics gives a hundred runs a page, the newest first: of a canary each minute these are three days and a half. */
const mostPages = 50;
const timeoutMs = 5_000;

/** https://docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_CanaryRun.html */
const Run = z.object({
  Id: z.string(),
  Status: z.object({ State: z.string(), StateReason: z.nullish(z.string()) }),
  Timeline: z.object({ Started: EpochSeconds, Completed: z.nullish(EpochSeconds) }),
  DryRunConfig: z.nullish(z.object({ DryRunId: z.nullish(z.string()) })),
});
type Run = z.infer<typeof Run>;
const Page = z.object({ CanaryRuns: z.nullish(z.array(Run)), NextToken: z.nullish(z.string()) });

type Window = Parameters<CanaryRunReader['read']>[1];

/**
 * The runs of a workflow's canaries around an incident, which the timeline has only in part: it keeps those that told
 * something new. Whatever is wrong costs the runs of that canary alone, and what cannot be had to its beginning is left out,
 * for a part of them would count wrong.
 */
export function syntheticsRuns({
  call,
  stage,
  region,
  catalog,
  log,
}: {
  call: SignedCall;
  stage: string;
  region: string;
  catalog: Pick<Catalog, 'workflows'>;
  log: Log;
}): CanaryRunReader {
  return {
    async read(incident, window) {
      const workflow = catalog.workflows.find(({ id }) => id === incident.workflow);
      if (!workflow) return [];
      const found = await Promise.all(
        canaryNames(workflow, { stage }).map(async (canary) => {
          try {
            return (await runsOf(call, canary, window)).map((run) => toRun(run, { workflow, canary, region }));
          } catch (error) {
            log.warn('canary runs', { incident: incident.id, canary, error });
            return [];
          }
        }),
      );
      return found.flat();
    },
  };
}

async function runsOf(call: SignedCall, canary: string, { from, to }: Window): Promise<Run[]> {
  const found: Run[] = [];
  let token: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await call({
      service: synthetics,
      path: `/canary/${encodeURIComponent(canary)}/runs`,
      body: { MaxResults: 100, ...(token === undefined ? {} : { NextToken: token }) },
      timeoutMs,
    });
    const { CanaryRuns, NextToken } = Page.parse(answer);
    const runs = CanaryRuns ?? [];
    found.push(...runs.filter((run) => counts(run) && run.Timeline.Started >= from && run.Timeline.Started <= to));
    token = NextToken ?? undefined;
    if (token === undefined || runs.some(({ Timeline }) => Timeline.Started < from)) return found;
  }
  throw new Error(`the runs of ${canary} go back further than ${mostPages} pages`);
}

/** A run that is over, and no trial of a change to the canary. */
const counts = ({ Status, DryRunConfig }: Run): boolean =>
  (Status.State === 'PASSED' || Status.State === 'FAILED') && !DryRunConfig?.DryRunId;

function toRun(
  { Id, Status, Timeline }: Run,
  { workflow, canary, region }: { workflow: Workflow; canary: string; region: string },
): CanaryRun {
  const ok = Status.State === 'PASSED';
  const startedAt = Timeline.Started;
  const reason = Status.StateReason ?? undefined;
  return {
    runId: Id,
    workflow: workflow.id,
    startedAt,
    completedAt: Timeline.Completed ?? startedAt,
    ok,
    results: resultsFromReason(workflow, { ok, startedAt, ...(reason === undefined ? {} : { reason }) }),
    link: `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#synthetics:canary/detail/${encodeURIComponent(canary)}`,
  };
}
