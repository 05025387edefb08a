import type { Severity, Workflow } from '@tocsin/workflow';
import { type Actor, aws, tocsin } from './actor.ts';
import type { Command, Refusal } from './commands.ts';
import type { Entry } from './entries.ts';
import type { AlarmFact } from './evidence.ts';
import { foldEntry } from './fold.ts';
import { firingAlarms, type Incident, isOpen } from './incident.ts';
import { type Naming, sameNaming } from './naming.ts';
import { type Settings, resolutionDue } from './timers.ts';
import { triage } from './triage.ts';

export interface Context {
  /** The time of deciding, ISO 8601 UTC. */
  readonly at: string;
  readonly workflows: readonly Workflow[];
  readonly settings: Settings;
}

export type Decision = { readonly type: 'entries'; readonly entries: readonly Entry[] } | Refusal;

/**
 * What a command does to an incident (undefined: none yet): the entries to append, or a refusal with its reason.
 * Pure and total: the same command on the same incident decides the same, so a lost race folds again and retries.
 */
export function decide(incident: Incident | undefined, command: Command, context: Context): Decision {
  const decided = answer(incident, command, context);
  if (decided.type === 'refusal') return decided;
  const entries = withConclusions(incident, decided.entries, context);
  return { type: 'entries', entries };
}

function answer(incident: Incident | undefined, command: Command, context: Context): Decision {
  if (command.type === 'observe-alarms') return observeAlarms(incident, command, context);
  if (command.type === 'declare')
    return incident
      ? refuse('already-done', `incident ${incident.id} is declared already`)
      : declare(command, context.at);
  if (!incident) return refuse('no-incident', 'there is no such incident');
  if (command.type === 'record-channel') {
    if (incident.channel) return refuse('already-done', `its channel is #${incident.channel.name}`);
    return accept({ type: 'channel.opened', at: context.at, by: tocsin, channel: command.channel, name: command.name });
  }
  if (!isOpen(incident)) return refuse('not-open', `incident ${incident.id} is ${incident.status}`);
  return answerOpen(incident, command, context);
}

type OpenCommand = Exclude<Command, { type: 'observe-alarms' | 'declare' | 'record-channel' }>;

function answerOpen(incident: Incident, command: OpenCommand, context: Context): Decision {
  const { at } = context;
  switch (command.type) {
    case 'observe-deletion':
      return firingAlarms(incident).some((alarm) => alarm.arn === command.alarm.arn)
        ? accept({ type: 'alarm.deleted', at: command.at, by: aws('CloudWatch'), alarm: command.alarm })
        : refuse('nothing-new', `alarm ${command.alarm.name} does not fire here`);
    case 'observe-canary':
      return incident.canary && incident.canary.startedAt >= command.run.startedAt
        ? refuse('nothing-new', 'a newer run of the canary is known')
        : tellsMore(incident, command.run)
          ? accept({
              type: 'canary.reported',
              at: command.run.completedAt,
              by: aws('CloudWatch Synthetics'),
              run: command.run,
            })
          : refuse('nothing-new', 'the run says what the last one said');
    case 'acknowledge':
      return incident.acknowledged
        ? refuse('already-done', `${mention(incident.acknowledged.by)} acknowledged it already`)
        : accept({ type: 'incident.acknowledged', at, by: command.by });
    case 'take-command': {
      if (incident.roles.commander === command.by.id) return refuse('already-done', 'you are in command already');
      const assigned: Entry = { type: 'role.assigned', at, by: command.by, role: 'commander', to: command.by.id };
      return accept(
        ...(incident.acknowledged ? [] : [{ type: 'incident.acknowledged', at, by: command.by } as const]),
        assigned,
      );
    }
    case 'resolve':
      return accept({
        type: 'incident.resolved',
        at,
        by: command.by,
        ...(command.note === undefined ? {} : { note: command.note }),
      });
    case 'propose-resolution': {
      const due = resolutionDue(incident, context.settings);
      if (due === undefined) return refuse('not-due', 'nothing to propose: it is not calm, or resolving was proposed');
      return due <= at
        ? accept({ type: 'resolution.proposed', at, by: tocsin })
        : refuse('not-due', `calm until ${due} is awaited`);
    }
    default:
      command satisfies never;
      return refuse('nothing-new', 'unknown command');
  }
}

function observeAlarms(
  incident: Incident | undefined,
  command: Command & { type: 'observe-alarms' },
  context: Context,
): Decision {
  if (incident && !isOpen(incident)) return refuse('not-open', `incident ${incident.id} is ${incident.status}`);
  const opens = command.alarms.find((alarm) => alarm.value === 'ALARM' && alarm.held === undefined);
  const news = command.alarms.filter((alarm) => isNews(incident, alarm, command.alarms));
  if (!incident && !opens) return refuse('nothing-new', 'no incident is open for it, and it opens none');
  if (news.length === 0) return refuse('nothing-new', 'the incident knows this state of the alarm');
  const declared = incident || !opens ? [] : [declaration(opens, command.key, context)];
  const canary =
    command.canary && (!incident || tellsMore(incident, command.canary)) && isNewer(incident, command.canary.startedAt);
  const run: Entry[] =
    canary && command.canary
      ? [
          {
            type: 'canary.reported',
            at: command.canary.completedAt,
            by: aws('CloudWatch Synthetics'),
            run: command.canary,
          },
        ]
      : [];
  return accept(...declared, ...run, ...news.map(alarmEntry));
}

function isNewer(incident: Incident | undefined, startedAt: string): boolean {
  return !incident?.canary || incident.canary.startedAt < startedAt;
}

/** The first failed run, one that fails otherwise than the last, and the first good one after it are worth an entry. */
function tellsMore(incident: Incident, run: NonNullable<Incident['canary']>): boolean {
  const story = (of: Incident['canary']) =>
    of?.results
      .map((result) =>
        [result.step, result.status, result.dependency, ...result.degraded.map((lack) => lack.dependency)].join(' '),
      )
      .join('|');
  return story(incident.canary) !== story(run);
}

/** A repeated event says nothing new, nor does one that was overtaken; an OK of an alarm unknown here least of all. */
function isNews(incident: Incident | undefined, alarm: AlarmFact, together: readonly AlarmFact[]): boolean {
  if (alarm.held !== undefined && alarm.value === 'ALARM') return false;
  const known = incident?.alarms[alarm.key];
  if (!known)
    return alarm.value === 'ALARM' || together.some((other) => other.key === alarm.key && other.value === 'ALARM');
  return alarm.at > known.at || (alarm.value !== 'INSUFFICIENT_DATA' && alarm.at > known.definiteAt);
}

function alarmEntry(alarm: AlarmFact): Entry {
  const types = { ALARM: 'alarm.fired', OK: 'alarm.recovered', INSUFFICIENT_DATA: 'alarm.lost-data' } as const;
  return { type: types[alarm.value], at: alarm.at, by: aws('CloudWatch'), alarm };
}

function declaration(alarm: AlarmFact, key: string, { at, workflows }: Context): Entry {
  const workflow = workflows.find((candidate) => candidate.id === alarm.workflow);
  return {
    type: 'incident.declared',
    at,
    by: aws('CloudWatch'),
    title: workflow ? `${workflow.title}${alarm.degraded ? ' degraded' : ' failing'}` : alarm.name,
    severity: severityFor(workflow, alarm),
    key,
    ...(workflow ? { workflow: workflow.id } : {}),
  };
}

/** A degradation opens two below the workflow's severity; an alarm that no workflow explains is taken for a SEV3. */
function severityFor(workflow: Workflow | undefined, alarm: Pick<AlarmFact, 'degraded'>): Severity {
  if (!workflow) return 'SEV3';
  const order: readonly Severity[] = ['SEV1', 'SEV2', 'SEV3', 'SEV4'];
  return alarm.degraded ? (order[Math.min(order.indexOf(workflow.severity) + 2, 3)] ?? 'SEV4') : workflow.severity;
}

function declare({ title, severity, key, workflow, summary, by }: Command & { type: 'declare' }, at: string): Decision {
  return accept({
    type: 'incident.declared',
    at,
    by,
    title,
    severity,
    key,
    ...(workflow === undefined ? {} : { workflow }),
    ...(summary === undefined ? {} : { summary }),
  });
}

/** What follows from new entries: the step they name, a severity that no longer fits, recovery and relapse. */
function withConclusions(incident: Incident | undefined, entries: readonly Entry[], context: Context): Entry[] {
  const after = entries.reduce<Incident | undefined>((state, entry) => foldEntry('new', state, entry), incident);
  if (!after || !isOpen(after) || !entries.some(isEvidence)) return [...entries];
  return [
    ...entries,
    ...worsened(incident, after, context),
    ...renamed(after, context),
    ...recovery(after, context.at),
  ];
}

function isEvidence(entry: Entry): boolean {
  return entry.type.startsWith('alarm.') || entry.type.startsWith('canary.');
}

function renamed(incident: Incident, { at, workflows }: Context): Entry[] {
  const workflow = workflows.find((candidate) => candidate.id === incident.workflow);
  // With nothing firing there is nothing to name: the last conclusion stays as what it was.
  if (!workflow || firingAlarms(incident).length === 0) return [];
  const naming = triage({
    workflow,
    alarms: Object.values(incident.alarms),
    ...(incident.canary ? { canary: incident.canary } : {}),
  });
  if (sameNaming(incident.naming, naming) || onlyDoubts(incident, naming)) return [];
  return [{ type: 'step.named', at, by: tocsin, naming }];
}

/**
 * On the way to recovery evidence thins out: a good run while the alarm still fires, the step's alarm OK while the
 * canary's is not. That is no reason to doubt what was named on better evidence.
 */
function onlyDoubts({ naming: before }: Incident, naming: Naming): boolean {
  const seesTrouble = Object.values(naming.states).some((state) => state === 'failed' || state === 'degraded');
  const weaker = naming.confidence === 'low' || (naming.step === undefined && !seesTrouble);
  return before?.step !== undefined && weaker && (naming.step === undefined || naming.step === before.step);
}

function worsened(before: Incident | undefined, incident: Incident, { at, workflows }: Context): Entry[] {
  const workflow = workflows.find((candidate) => candidate.id === incident.workflow);
  const hadHard = before !== undefined && Object.values(before.alarms).some((alarm) => !alarm.degraded);
  const hard = firingAlarms(incident).some((alarm) => !alarm.degraded);
  if (!workflow || !before || hadHard || !hard || before.declared.by.type === 'person') return [];
  if (workflow.severity >= incident.severity) return [];
  const reason = 'the workflow fails now; before, a step only did without a soft dependency';
  return [{ type: 'severity.changed', at, by: tocsin, from: incident.severity, to: workflow.severity, reason }];
}

function recovery(incident: Incident, at: string): Entry[] {
  const alarms = Object.values(incident.alarms);
  const calm = alarms.length > 0 && alarms.every((alarm) => !alarm.firing);
  if (calm && incident.recoveredAt === undefined) {
    const last =
      alarms
        .map((alarm) => alarm.at)
        .sort()
        .at(-1) ?? at;
    return [{ type: 'service.recovered', at: last, by: tocsin }];
  }
  return !calm && incident.recoveredAt !== undefined ? [{ type: 'service.relapsed', at, by: tocsin }] : [];
}

const accept = (...entries: readonly Entry[]): Decision => ({ type: 'entries', entries });
const refuse = (code: Refusal['code'], reason: string): Refusal => ({ type: 'refusal', code, reason });
const mention = (actor: Actor): string =>
  actor.type === 'person' ? `<@${actor.id}>` : actor.type === 'aws' ? actor.name : 'Tocsin';
