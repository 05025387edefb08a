/** Keys of the table's items; tableInput shows them together. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

const incident = (id: string): string => `INCIDENT#${id}`;
const effectPrefix = 'EFFECT#';

export const commitPrefix = 'V#';
/** Effects and head lie next to each other, so that one query reads them: 'EFFECT#…' < 'HEAD' < 'V#…'. */
export const ledgerRange = { from: effectPrefix, to: 'HEAD' } as const;

export const headKey = (id: string): Key => ({ pk: incident(id), sk: 'HEAD' });
export const commitKey = (id: string, version: number): Key => ({
  pk: incident(id),
  sk: `${commitPrefix}${String(version).padStart(10, '0')}`,
});
export const effectKey = (id: string, effect: string): Key => ({ pk: incident(id), sk: effectPrefix + effect });
export const partKey = (id: string, user: string): Key => ({ pk: incident(id), sk: `PART#${user}` });
export const taskKey = (id: string, task: string): Key => ({ pk: incident(id), sk: `TASK#${task}` });
export const runbookKey = ({ file, version }: { readonly file: string; readonly version: string }): Key => ({
  pk: `RUNBOOK#${file}`,
  sk: `VERSION#${version}`,
});
export const pointerKey = (key: string): Key => ({ pk: `KEY#${key}`, sk: 'POINTER' });
/** `span`: how many spans of the clock since 1970. */
export const placesKey = (span: number): Key => ({ pk: `OPENINGS#${span}`, sk: 'PLACES' });
export const alarmMemoryKey = (alarm: string): Key => ({ pk: `ALARM#${alarm}`, sk: 'STATE' });
export const canaryMemoryKey = (workflow: string): Key => ({ pk: `CANARY#${workflow}`, sk: 'LATEST' });

export const personKey = (user: string): Key => ({ pk: `PERSON#${user}`, sk: 'KNOWN' });
export const groupKey = (group: string): Key => ({ pk: `GROUP#${group}`, sk: 'MEMBERS' });

export const incidentOf = (pk: string): string => pk.slice(incident('').length);
export const effectOf = (sk: string): string => sk.slice(effectPrefix.length);
