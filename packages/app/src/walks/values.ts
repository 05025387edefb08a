import { type AlarmState, firingAlarms, type Incident } from '@tocsin/incident';
import type { Runbook, Situation, VariableValues } from '@tocsin/runbook';

/** What is known of an incident when a runbook is wanted. */
export function situationFor(incident: Incident): Situation {
  const { workflow, severity, naming } = incident;
  return {
    severity,
    alarms: firingAlarms(incident).map(({ name }) => name),
    ...(workflow === undefined ? {} : { workflow }),
    ...(naming?.step === undefined ? {} : { step: naming.step }),
    ...(naming?.dependency === undefined ? {} : { dependency: naming.dependency }),
  };
}

/** Values for the variables of a runbook: the incident's over the runbook's own over what is the same for all. */
export function valuesFor(
  incident: Incident,
  { variables }: Pick<Runbook, 'variables'>,
  { shared, now }: { readonly shared: VariableValues; readonly now: string },
): VariableValues {
  const alarms = Object.values(incident.alarms).sort((a, b) => a.firstFiredAt.localeCompare(b.firstFiredAt));
  const [alarm] = alarms;
  return {
    ...shared,
    ...variables,
    ...dimensionsOf(alarms),
    incident: incident.id,
    title: incident.title,
    severity: incident.severity,
    workflow: incident.workflow,
    step: incident.naming?.step,
    dependency: incident.naming?.dependency,
    alarm: alarm?.name,
    region: alarm?.region,
    account: alarm?.account,
    'failing-since': seconds(incident.since),
    'opened-at': seconds(incident.declared.at),
    now: seconds(now),
  };
}

/** Of the alarm that fired first, and what only those behind it have. */
const dimensionsOf = (alarms: readonly AlarmState[]): VariableValues =>
  Object.fromEntries(
    alarms
      .toReversed()
      .flatMap(({ dimensions = {} }) => Object.entries(dimensions))
      .map(([name, value]) => [`dimension.${name}`, value]),
  );

const seconds = (at: string): string => at.replace(/\.\d+Z$/, 'Z');
