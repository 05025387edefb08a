import type { StepEvidence } from '@tocsin/workflow';
import type { RunContext } from './context.ts';
import { CheckError } from './errors.ts';
import type { Probe } from './probe.ts';
import { type OpenPage, runBrowser } from './probes/browser.ts';
import { runDynamodb } from './probes/dynamodb.ts';
import { runHttp } from './probes/http.ts';
import { runQueue } from './probes/queue.ts';
import { pause, type Timer } from './timer.ts';

export interface ProbeTools {
  readonly run: RunContext;
  readonly signal: AbortSignal;
  readonly timer: Timer;
  /** Where browser probes get their page; a Chromium of their own when left out. */
  readonly openPage?: (() => Promise<OpenPage>) | undefined;
}

export type ProbeOutcome =
  | { readonly type: 'passed'; readonly evidence: readonly StepEvidence[] }
  | { readonly type: 'failed'; readonly reason: string; readonly evidence: readonly StepEvidence[] };

/** Between two tries of a probe with `withinMs`; short beside a step, long beside a request. */
const retryEveryMs = 50;

/** "Usually within one second or less" (DynamoDB developer guide, "Read consistency"). */
const settleMs = 1_000;

/** Looks once, or again until it passes within the probe's `withinMs`. Throws only when the signal aborts. */
export async function runProbe(probe: Probe, tools: ProbeTools): Promise<ProbeOutcome> {
  const startedAt = tools.run.now();
  const withinMs =
    probe.withinMs ?? (probe.type === 'dynamodb' && probe.consistency === 'eventual' ? settleMs : undefined);
  for (;;) {
    const outcome = await tryOnce(probe, tools);
    tools.signal.throwIfAborted();
    const waitedMs = tools.run.now() - startedAt;
    if (outcome.type === 'passed' || withinMs === undefined) return outcome;
    if (waitedMs + retryEveryMs > withinMs) {
      return { ...outcome, reason: `${outcome.reason} (tried for ${waitedMs} ms)` };
    }
    await pause(tools.timer, retryEveryMs, tools.signal);
  }
}

async function tryOnce(probe: Probe, tools: ProbeTools): Promise<ProbeOutcome> {
  try {
    return { type: 'passed', evidence: await look(probe, tools) };
  } catch (error) {
    if (tools.signal.aborted) throw tools.signal.reason;
    const evidence = error instanceof CheckError ? error.evidence : [];
    return { type: 'failed', reason: error instanceof Error ? error.message : String(error), evidence };
  }
}

async function look(probe: Probe, tools: ProbeTools): Promise<readonly StepEvidence[]> {
  switch (probe.type) {
    case 'http':
      return runHttp(probe, tools);
    case 'dynamodb':
      return runDynamodb(probe, tools);
    case 'queue':
      return runQueue(probe, tools);
    case 'browser':
      return runBrowser(probe, tools);
    case 'custom':
      return (await probe.check({ run: tools.run, signal: tools.signal })) ?? [];
    default: {
      const never: never = probe;
      throw new TypeError(`unknown probe ${JSON.stringify(never)}`);
    }
  }
}
