import type { Step, StepEvidence, StepResult } from '@tocsin/workflow';
import type { Probe } from './probe.ts';
import { type ProbeOutcome, type ProbeTools, runProbe } from './run-probe.ts';

export interface StepRun extends Omit<ProbeTools, 'signal'> {
  readonly step: Step;
  readonly probes: readonly Probe[];
  /** Ends the whole run; the step's own limit comes on top. */
  readonly signal?: AbortSignal | undefined;
}

interface Judged {
  readonly probe: Probe;
  readonly outcome: ProbeOutcome;
}

/**
 * Tries a step's probes in order until one fails that is not on a soft dependency. What is still running when the
 * step's time is up counts as failed, whether it heeds its signal or not.
 *
 * @throws the signal's reason when the run is stopped from outside
 */
export async function runStep({ step, probes, signal, ...tools }: StepRun): Promise<StepResult> {
  const startedAt = tools.run.now();
  const stop = new AbortController();
  const isSoft = (probe: Probe) =>
    step.needs.some(({ kind, dependency }) => kind === 'soft' && dependency.id === probe.dependency);
  const judged: Judged[] = [];

  const work = async (): Promise<'done'> => {
    for (const probe of probes) {
      const outcome = await runProbe(probe, { ...tools, signal: stop.signal });
      stop.signal.throwIfAborted();
      judged.push({ probe, outcome });
      if (outcome.type === 'failed' && !isSoft(probe)) break;
    }
    return 'done';
  };
  const ended = await Promise.race([work(), limit(tools, step.timeoutMs, stop, signal)]).finally(() => stop.abort());
  signal?.throwIfAborted();

  const durationMs = tools.run.now() - startedAt;
  const pending = ended === 'limit' ? probes.slice(judged.length) : [];
  const late: Judged[] = pending.slice(0, 1).map((probe) => ({
    probe,
    outcome: { type: 'failed', reason: `no answer within the step's limit of ${step.timeoutMs} ms`, evidence: [] },
  }));
  const all = [...judged, ...late];
  const failed = all.flatMap(({ probe, outcome }) => (outcome.type === 'failed' ? [{ probe, ...outcome }] : []));
  const untried = pending.slice(1).find((probe) => !isSoft(probe));
  const fatal =
    failed.find(({ probe }) => !isSoft(probe)) ??
    (untried && {
      probe: {} as { dependency?: string },
      reason: `the step's limit of ${step.timeoutMs} ms was over before all of it was checked`,
    });
  const evidence: StepEvidence[] = all.flatMap(({ outcome }) => outcome.evidence);
  return {
    step: step.id,
    status: fatal ? 'failed' : 'passed',
    startedAt: new Date(startedAt).toISOString(),
    durationMs,
    ...(fatal ? { reason: fatal.reason } : {}),
    ...(fatal?.probe.dependency === undefined ? {} : { dependency: fatal.probe.dependency }),
    degraded: failed
      .filter(({ probe }) => isSoft(probe))
      .map(({ probe, reason }) => ({ dependency: probe.dependency ?? '', reason })),
    evidence,
  };
}

/** Settles at the step's limit, or when the run is stopped; leaves neither timer nor listener behind. */
function limit(
  { timer }: Pick<ProbeTools, 'timer'>,
  ms: number,
  stop: AbortController,
  signal: AbortSignal | undefined,
): Promise<'limit'> {
  return new Promise((resolve) => {
    const end = () => {
      cancel();
      signal?.removeEventListener('abort', end);
      stop.signal.removeEventListener('abort', end);
      resolve('limit');
    };
    const cancel = timer.after(ms, end);
    if (signal?.aborted) end();
    signal?.addEventListener('abort', end, { once: true });
    stop.signal.addEventListener('abort', end, { once: true });
  });
}
