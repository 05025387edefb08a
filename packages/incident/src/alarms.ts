import type { Severity, Workflow } from '@tocsin/workflow';
import { aws, tocsin } from './actor.ts';
import type { Command } from './commands.ts';
import { accept, type Context, type Decision, refuse } from './decision.ts';
import type { Entry } from './entries.ts';
import type { AlarmFact } from './evidence.ts';
import { firingAlarms, type Incident, isOpen } from './incident.ts';

/** What alarms tell an incident; the first to fire declares it. */
export function observeAlarms(
  incident: Incident | undefined,
  command: Command & { type: 'observe-alarms' },
  context: Context,
): Decision {
  if (incident && !isOpen(incident)) return refuse('not-open', `incident ${incident.id} is ${incident.status}`);
  const [moved] = command.takeBack ? [] : command.alarms.flatMap(({ key }) => incident?.movedAlarms?.[key] ?? []);
  if (moved !== undefined) return refuse('elsewhere', `the alarm was split off; incident ${moved} has it`);
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
  const { gathering } = command;
  const gathered: Entry[] =
    gathering && declared.length > 0 ? [{ type: 'incident.gathered', at: context.at, by: tocsin, gathering }] : [];
  return accept(...declared, ...run, ...news.map(alarmEntry), ...gathered);
}

/** An alarm was deleted: nobody need wait for its OK. */
export function observeDeletion(incident: Incident, { alarm, at }: Command & { type: 'observe-deletion' }): Decision {
  return firingAlarms(incident).some((firing) => firing.arn === alarm.arn)
    ? accept({ type: 'alarm.deleted', at, by: aws('CloudWatch'), alarm })
    : refuse('nothing-new', `alarm ${alarm.name} does not fire here`);
}

/** A canary ran; only a run that tells another story than the last is worth an entry. */
export function observeCanary(incident: Incident, { run }: Command & { type: 'observe-canary' }): Decision {
  if (!isNewer(incident, run.startedAt)) return refuse('nothing-new', 'a newer run of the canary is known');
  return tellsMore(incident, run)
    ? accept({ type: 'canary.reported', at: run.completedAt, by: aws('CloudWatch Synthetics'), run })
    : refuse('nothing-new', 'the run says what the last one said');
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

export function alarmEntry(alarm: AlarmFact): Entry {
  const types = { ALARM: 'alarm.fired', OK: 'alarm.recovered', INSUFFICIENT_DATA: 'alarm.lost-data' } as const;
  return { type: types[alarm.value], at: alarm.at, by: aws('CloudWatch'), alarm };
}

function declaration(alarm: AlarmFact, key: string, { at, workflows }: Context): Entry {
  const workflow = workflows.find((candidate) => candidate.id === alarm.workflow);
  return {
    type: 'incident.declared',
    at,
    by: aws('CloudWatch'),
    title: workflow ? `${workflow.title}${howBad(alarm)}` : alarm.name,
    severity: severityFor(workflow, alarm),
    key,
    ...(workflow ? { workflow: workflow.id } : {}),
  };
}

const howBad = ({ degraded, ticket }: AlarmFact): string =>
  degraded ? ' degraded' : ticket ? ' failing now and then' : ' failing';

/**
 * A degradation opens two below the workflow's severity, what can wait at the lowest; an alarm that no workflow explains is
 * taken for a SEV3.
 */
function severityFor(workflow: Workflow | undefined, alarm: Pick<AlarmFact, 'degraded' | 'ticket'>): Severity {
  if (!workflow) return 'SEV3';
  if (alarm.ticket) return 'SEV4';
  const order: readonly Severity[] = ['SEV1', 'SEV2', 'SEV3', 'SEV4'];
  return alarm.degraded ? (order[Math.min(order.indexOf(workflow.severity) + 2, 3)] ?? 'SEV4') : workflow.severity;
}
