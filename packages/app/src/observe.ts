import {
  type AlarmFact,
  type CanaryRun,
  type Command,
  correlationKeyOf,
  decide,
  type Gathering,
  type Incident,
  isOpen,
  type Refusal,
} from '@tocsin/incident';
import { isHeartbeatName, isPartName, parseCanaryName, type Workflow } from '@tocsin/workflow';
import { type AlarmLike, type Described, describe, factOf } from './alarm-fact.ts';
import { type CoreWorld, commit } from './commit.ts';
import { takeKey } from './correlation.ts';
import { ContentionError } from './errors.ts';
import { gatheringFor, spanBefore } from './gathering/place.ts';
import { passBeatOn } from './heartbeat.ts';
import { incidentId } from './incident-id.ts';
import { observeCanary } from './observe-canary.ts';
import type { World } from './ports.ts';
import { follow, type Route } from './route.ts';
import type { Outcome, Signal } from './signal.ts';

export type IntakeWorld = CoreWorld & Pick<World, 'reports'>;

const attempts = 12;
/** What was decided on has changed in between: look again where the alarm belongs. */
const movedOn = new Set<Refusal['code']>(['not-open', 'elsewhere']);
/** A canary run older than this says nothing about an alarm that fires now. */
const freshMs = 10 * 60_000;

/** Takes in one signal from AWS and says what became of it, always with a reason. */
export async function observeSignal(world: IntakeWorld, signal: Signal): Promise<Outcome> {
  const outcome = await route(world, signal);
  const { reason, incident } = outcome;
  const { kind, cause } = signal;
  world.log.info('signal', { kind, cause, accepted: outcome.accepted, reason: forLog(signal, reason), incident });
  return outcome;
}

/** What holds an alarm's actions back, and not the words in which somebody gave the reason. */
const forLog = (signal: Signal, reason: string): string =>
  'alarm' in signal && signal.alarm.held
    ? reason.replace(signal.alarm.held, signal.alarm.held.split(': ')[0] ?? '')
    : reason;

async function route(world: IntakeWorld, signal: Signal): Promise<Outcome> {
  switch (signal.type) {
    case 'alarm':
      return observeAlarm(world, signal);
    case 'alarm-configuration':
      return signal.operation === 'delete'
        ? observeDeletion(world, signal)
        : {
            ...describe(signal, factOf(world.catalog.workflows, signal.alarm).fact),
            accepted: true,
            incident: null,
            reason: `the alarm's configuration: ${signal.operation}; its state says whether anything is wrong`,
          };
    case 'canary-run':
      return observeCanary(world, signal);
    case 'canary-status':
      return {
        accepted: true,
        kind: signal.kind,
        incident: null,
        reason: `canary ${signal.canary} went from ${signal.from} to ${signal.to}; noted, alarms decide`,
        ...workflowOf(world, signal.canary),
      };
    case 'other':
      return { accepted: false, kind: signal.kind, incident: null, reason: signal.reason };
    default:
      return signal satisfies never;
  }
}

/** The correlation key of a signal: signals of one key are taken in order, those of different keys in parallel. */
export function correlationKey(workflows: readonly Workflow[], signal: Signal): string {
  if (signal.type === 'alarm' || signal.type === 'alarm-configuration')
    return correlationKeyOf(factOf(workflows, signal.alarm).fact);
  return signal.type === 'canary-run'
    ? `workflow:${parseCanaryName(signal.canary)?.workflow ?? signal.canary}`
    : signal.cause;
}

async function observeAlarm(world: IntakeWorld, signal: Signal & { type: 'alarm' }): Promise<Outcome> {
  const { fact, unmapped } = factOf(world.catalog.workflows, signal.alarm);
  const said = describe(signal, fact);
  if (isHeartbeatName(fact.name)) return { ...said, ...(await passBeatOn(world, fact)) };
  if (isPartName(fact.name))
    return { ...said, accepted: true, incident: null, reason: 'one window of a burn rate: the alarm on both decides' };
  if (unmapped !== undefined && !world.catalog.settings.openUnmapped) {
    return {
      ...said,
      accepted: false,
      incident: null,
      reason: `${unmapped}; the catalog's settings open no incident for such alarms`,
    };
  }
  const key = correlationKeyOf(fact);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const opening = await world.store.readOpening({
      key,
      alarm: fact.key,
      ...(fact.workflow ? { workflow: fact.workflow } : {}),
      ...(fact.value === 'ALARM' ? { span: spanBefore(world, fact.at) } : {}),
    });
    const first = opening.incident === undefined ? undefined : await world.store.load(opening.incident);
    const route: Partial<Route> = first ? await follow(world, first, fact) : {};
    const current = route.incident;
    const over = current !== undefined && !isOpen(current);
    const joins = opening.incident !== undefined && !over;
    if (over && knows(current, fact)) {
      return {
        ...said,
        accepted: true,
        incident: current.id,
        reason: `incident ${current.id}, ${current.status}, knows this state of the alarm`,
      };
    }
    if (!joins || current === undefined) {
      if (fact.value !== 'ALARM' || fact.held !== undefined) return noted(world, fact, said);
    }
    const known = current?.id ?? opening.incident;
    const id = joins && known !== undefined ? known : incidentId(signal.cause, new Date(fact.at));
    const together = [fact, ...laterState(opening.alarm, fact, unmapped)];
    const canary = freshRun(opening.canary, fact.at);
    const observed = {
      type: 'observe-alarms',
      alarms: together,
      key,
      ...(canary ? { canary } : {}),
      ...(route.takeBack ? { takeBack: true as const } : {}),
    } as const;
    let gathering: Gathering | undefined;
    // A key without an incident: whoever claimed it crashed, or is about to open.
    if (current === undefined || !joins) {
      const [mine, spokenFor] = await Promise.all([
        joins || takeKey(world, { key, incident: id, from: opening.incident }),
        gatheringFor(world, { key, at: fact.at, dependency: suspectOf(world, observed), opened: opening.opened }),
      ]);
      if (!mine) continue;
      gathering = spokenFor;
    }
    const committed = await commit(world, {
      id,
      incident: joins ? current : undefined,
      command: { ...observed, ...(gathering ? { gathering } : {}) },
      cause: signal.cause,
    });
    if (committed.type === 'refusal' && movedOn.has(committed.code)) continue;
    // An OK that came before its ALARM: the incident has no use for it yet, but the ALARM to come must find it.
    if (committed.type === 'refusal' && fact.value !== 'ALARM' && !current?.alarms[fact.key])
      await world.store.rememberAlarm(fact);
    const opened = joins && current ? 'joined' : 'opened';
    const why = unmapped === undefined ? '' : ` as unmapped: ${unmapped}`;
    const reason = committed.type === 'refusal' ? committed.reason : `${opened} incident ${id}${why}`;
    const named = committed.type === 'done' ? committed.incident.naming?.step : current?.naming?.step;
    const step = fact.step ?? named;
    return { ...said, ...(step === undefined ? {} : { step }), accepted: true, incident: id, reason };
  }
  throw new ContentionError(`correlation key ${key}`, attempts);
}

/** The dependency that the incident will name when it opens. */
function suspectOf({ catalog, clock }: IntakeWorld, command: Command): string | undefined {
  const opening = decide(undefined, command, { at: clock.now().toISOString(), ...catalog });
  if (opening.type === 'refusal') return undefined;
  return opening.entries
    .flatMap((entry) => (entry.type === 'step.named' ? (entry.naming.dependency ?? []) : []))
    .at(-1);
}

async function noted({ store }: IntakeWorld, fact: AlarmFact, said: Described): Promise<Outcome> {
  if (fact.value === 'ALARM')
    return { ...said, accepted: true, incident: null, reason: `opens no incident: ${fact.held}` };
  if (fact.value !== 'OK')
    return {
      ...said,
      accepted: true,
      incident: null,
      reason: 'no incident is open for it, and missing data opens none',
    };
  await store.rememberAlarm(fact);
  return {
    ...said,
    accepted: true,
    incident: null,
    reason: 'no incident is open for it; its OK is remembered in case an older ALARM arrives late',
  };
}

async function observeDeletion(world: IntakeWorld, signal: AlarmLike): Promise<Outcome> {
  const { fact } = factOf(world.catalog.workflows, signal.alarm);
  const said = describe(signal, fact);
  const { incident: id } = await world.store.readOpening({ key: correlationKeyOf(fact) });
  const first = id === undefined ? undefined : await world.store.load(id);
  const incident = first && (await follow(world, first, fact)).incident;
  if (!incident)
    return { ...said, accepted: true, incident: null, reason: 'the alarm was deleted; no incident is open for it' };
  const command = {
    type: 'observe-deletion',
    alarm: { key: fact.key, name: fact.name, arn: fact.arn },
    at: fact.at,
  } as const;
  const committed = await commit(world, { id: incident.id, incident, command, cause: signal.cause });
  const reason =
    committed.type === 'refusal'
      ? committed.reason
      : `the alarm was deleted; incident ${incident.id} no longer waits for it to recover`;
  return { ...said, accepted: true, incident: incident.id, reason };
}

function knows(incident: Incident, fact: AlarmFact): boolean {
  const known = incident.alarms[fact.key];
  return known !== undefined && known.at >= fact.at;
}

/** An OK that overtook its ALARM: both are told, so that the incident recovers as it would have in order. */
function laterState(memory: AlarmFact | undefined, fact: AlarmFact, unmapped: string | undefined): AlarmFact[] {
  return memory &&
    fact.value === 'ALARM' &&
    memory.at > fact.at &&
    (unmapped !== undefined || memory.workflow === fact.workflow)
    ? [memory]
    : [];
}

function freshRun(run: CanaryRun | undefined, at: string): CanaryRun | undefined {
  return run && Math.abs(Date.parse(at) - Date.parse(run.completedAt)) <= freshMs ? run : undefined;
}

function workflowOf({ catalog }: IntakeWorld, canary: string): { workflow?: string } {
  const id = parseCanaryName(canary)?.workflow;
  return catalog.workflows.some((workflow) => workflow.id === id) && id !== undefined ? { workflow: id } : {};
}
