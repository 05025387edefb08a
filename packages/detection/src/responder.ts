import type { Move } from '@tocsin/alarm-evaluation';
import { type AlarmFact, type Command, correlationKeyOf, decide, fold, type Incident } from '@tocsin/incident';
import { type AlarmSpec, defaultSettings, isCanaryNamespace, matchAlarm, type Workflow } from '@tocsin/workflow';
import { type Run, resultsOf } from './canary.ts';

/** An incident as it went: when it was opened and what was named, in seconds since the fault. */
export interface Opened {
  readonly at: number;
  /** Whether anybody was paged, and when. */
  pagedAt?: number;
  readonly names: { readonly at: number; readonly step?: string; readonly dependency?: string }[];
  lastAlarmAt: number;
}

/** Tocsin's own answer to what alarms and canaries tell, as far as it can be had without Slack. */
export interface Responder {
  readonly opened: readonly Opened[];
  alarm(move: Move, spec: AlarmSpec, at: number): void;
  /** A run that was heard of; it only matters while an incident is open, and for the one that opens next. */
  run(run: Run, at: number): void;
}

/** Resolving is offered once all is calm, and is a person's to do: somebody looks at the offer for twenty minutes. */
const resolvedAfter = defaultSettings.calmMs / 1000 + 20 * 60;

const place = { account: '123456789012', region: 'eu-west-1', link: 'https://console.example' };

export function responderOf(workflow: Workflow, toIso: (second: number) => string): Responder {
  const opened: Opened[] = [];
  let incident: Incident | undefined;
  let latest: Run | undefined;
  const severities = defaultSettings.severities;

  const tell = (command: Command, at: number): void => {
    const iso = toIso(at);
    const decision = decide(incident, command, { at: iso, workflows: [workflow], settings: defaultSettings });
    if (decision.type === 'refusal') return;
    const version = (incident?.version ?? 0) + 1;
    const before = incident;
    const commit = {
      incident: 'INC-1',
      version,
      at: iso,
      recordedAt: iso,
      entries: decision.entries,
      cause: `${version}`,
    };
    incident = fold(incident, [commit]);
    if (before === undefined) opened.push({ at, names: [], lastAlarmAt: at });
    const current = opened.at(-1);
    if (!incident || !current) return;
    if (current.pagedAt === undefined && severities[incident.severity].page) current.pagedAt = at;
    for (const entry of decision.entries) {
      if (entry.type !== 'step.named') continue;
      const { step, dependency } = entry.naming;
      current.names.push({
        at,
        ...(step === undefined ? {} : { step }),
        ...(dependency === undefined ? {} : { dependency }),
      });
    }
  };

  const report = (run: Run) => ({
    runId: `${run.twin ? 'twin' : 'run'} ${run.from}`,
    workflow: workflow.id,
    startedAt: toIso(run.from),
    completedAt: toIso(run.to),
    ok: run.tried.every(({ dead }) => !dead),
    results: resultsOf(run, workflow, toIso),
    link: place.link,
  });

  return {
    opened,
    alarm(move, spec, at) {
      // Somebody resolved what was calm: what fires now is another matter. Until then it joins, as in intake.
      const last = opened.at(-1);
      if (incident?.recoveredAt !== undefined && last && at - last.lastAlarmAt > resolvedAfter) incident = undefined;
      const fact = factOf(move, spec, { workflow, at: toIso(at) });
      if (fact === undefined) return;
      const canary = latest && Math.abs(at - latest.to) < 600 ? { canary: report(latest) } : {};
      if (incident === undefined && move.to !== 'ALARM') return;
      tell({ type: 'observe-alarms', alarms: [fact], key: correlationKeyOf(fact), ...canary }, at);
      const current = opened.at(-1);
      if (current) current.lastAlarmAt = at;
    },
    run(run, at) {
      latest = run;
      if (incident) tell({ type: 'observe-canary', run: report(run) }, at);
    },
  };
}

/** What intake makes of the event: an alarm that no workflow explains is none of these. */
function factOf(
  move: Move,
  spec: AlarmSpec,
  { workflow, at }: { workflow: Workflow; at: string },
): AlarmFact | undefined {
  const matching = matchAlarm([workflow], { name: spec.name });
  if (matching.type === 'unmapped') return undefined;
  const { by: _, ...match } = matching.match;
  const namespace = spec.type === 'metric' ? spec.metric.namespace : undefined;
  const arn = `arn:aws:cloudwatch:${place.region}:${place.account}:alarm:${spec.name}`;
  const reason = spec.description.split('\n')[0] ?? '';
  const fromCanary = match.step !== undefined && isCanaryNamespace(namespace);
  return { ...place, ...match, key: arn, arn, name: spec.name, value: move.to, at, reason, fromCanary };
}
