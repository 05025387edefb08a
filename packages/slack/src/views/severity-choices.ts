import type { Settings, Severity, SeverityRules } from '@tocsin/workflow';
import type { Choice } from './elements.ts';

const meanings: Readonly<Record<Severity, string>> = {
  SEV1: 'nearly nobody can work',
  SEV2: 'many people cannot work',
  SEV3: 'some are hindered, or there is a way around it',
  SEV4: 'nobody is hindered yet',
};

export const severities = Object.keys(meanings) as readonly Severity[];

/** A choice of severityChoices, for what it is; undefined where it is none. */
export const severityOf = (chosen: string | undefined): Severity | undefined =>
  severities.find((severity) => severity === chosen);

/** Each severity with what it means to users, and what follows from it here. */
export const severityChoices = ({ severities: rules }: Pick<Settings, 'severities'>): Choice[] =>
  severities.map((severity) => ({
    value: severity,
    text: `${severity}: ${meanings[severity]}`,
    description: consequences(rules[severity]),
  }));

function consequences({ page, updateMinutes }: SeverityRules): string {
  const update = updateMinutes === null ? 'no updates are due' : `an update every ${duration(updateMinutes)}`;
  return `${page ? 'pages' : 'pages nobody'}, ${update}`;
}

/** @example duration(240) // '4 hours' */
export function duration(minutes: number): string {
  const [count, unit] = minutes % 60 === 0 ? [minutes / 60, 'hour'] : [minutes, 'minute'];
  return count === 1 ? (unit === 'hour' ? 'hour' : 'minute') : `${count} ${unit}s`;
}
