import { booksOf, type RunbookCatalog } from '@tocsin/app';
import type { Incident } from '@tocsin/incident';
import { incidentVariables, isIncidentVariable, type Runbook } from '@tocsin/runbook';
import { Severity } from '@tocsin/workflow';
import { BadInput } from '../../answer.ts';
import { unknown } from '../../catalog.ts';

/** What people want an incident, a runbook or the catalog to say, by the name of its variable. */
export type AsIf = Readonly<Record<string, string>>;

/** `--set name=value`, as often as wanted. */
export function readAsIf(written: readonly string[]): AsIf {
  return Object.fromEntries(
    written.map((one) => {
      const [, name, value] = /^([^=]+)=(.*)$/s.exec(one) ?? [];
      if (name === undefined || value === undefined || value === '')
        throw new BadInput(`"${one}" sets nothing`, 'Write name=value, such as --set dependency=tile-server.');
      return [name.trim(), value];
    }),
  );
}

/** @throws BadInput for a name that neither an incident nor the runbook nor the catalog gives */
export function checkNames(asIf: AsIf, runbook: Runbook, shared: readonly string[]): void {
  const known = [...Object.keys(incidentVariables), ...Object.keys(runbook.variables), ...shared];
  const wrong = Object.keys(asIf).find((name) => !isIncidentVariable(name) && !known.includes(name));
  if (wrong !== undefined) throw unknown('variable', wrong, [...known, 'dimension.<Name>']);
}

/** The incident as it would be if it were as people say. */
export function incidentAsIf(incident: Incident, asIf: AsIf): Incident {
  const { alarm: name, region, account, workflow = incident.workflow, step, dependency } = asIf;
  const alarms = Object.fromEntries(
    Object.entries(incident.alarms).map(([key, alarm]) => [
      key,
      {
        ...alarm,
        ...given({ name, region, account }),
        dimensions: { ...alarm.dimensions, ...dimensionsIn(asIf) },
      },
    ]),
  );
  const { naming } = incident;
  return {
    ...incident,
    ...given({ id: asIf['incident'], title: asIf['title'], workflow, since: timeIn(asIf, 'failing-since') }),
    severity: asIf['severity'] === undefined ? incident.severity : severityOf(asIf['severity']),
    declared: { ...incident.declared, ...given({ at: timeIn(asIf, 'opened-at') }) },
    alarms,
    ...(naming ? { naming: { ...naming, ...given({ workflow, step, dependency }) } } : {}),
  };
}

/** The runbook and the catalog as they would be. */
export function booksAsIf(runbook: Runbook, catalog: Omit<RunbookCatalog, 'runbooks'>, asIf: AsIf) {
  const own = Object.fromEntries(Object.entries(asIf).filter(([name]) => Object.hasOwn(runbook.variables, name)));
  const changed = { ...runbook, variables: { ...runbook.variables, ...own } };
  const books = booksOf({ ...catalog, runbooks: [changed], variables: { ...catalog.variables, ...asIf } }, []);
  return { runbook: changed, books };
}

const given = <Values extends object>(values: Values): { [Name in keyof Values]?: Exclude<Values[Name], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;

const dimensionsIn = (asIf: AsIf): Record<string, string> =>
  Object.fromEntries(
    Object.entries(asIf).flatMap(([name, value]) =>
      name.startsWith('dimension.') ? [[name.slice('dimension.'.length), value]] : [],
    ),
  );

function severityOf(written: string): Severity {
  const parsed = Severity.safeParse(written.toUpperCase());
  if (parsed.success) return parsed.data;
  throw new BadInput(`"${written}" is no severity`, 'Write SEV1, SEV2, SEV3 or SEV4.');
}

export function timeIn(asIf: AsIf, name: string): string | undefined {
  const written = asIf[name];
  if (written === undefined) return undefined;
  const at = new Date(written);
  if (Number.isNaN(at.getTime())) throw new BadInput(`${name}: "${written}" is no time`, 'Write 2026-11-05T14:00:00Z.');
  return at.toISOString();
}
