import type { Act } from './spec/acts.ts';
import type { Check } from './spec/checks.ts';

/** What an incident gives to its runbook, by name; `dimension.<Name>` is one of its alarms: of the first to fire that has it. */
export const incidentVariables = {
  incident: "the incident's id",
  title: "the incident's title",
  severity: 'SEV1 to SEV4',
  workflow: 'id of the workflow',
  step: 'id of the step that is named',
  dependency: 'id of the dependency that is suspected',
  alarm: 'name of the alarm that opened the incident',
  region: "the alarm's region",
  account: "the alarm's account",
  'failing-since': 'when the first evidence was seen, as 2026-11-05T14:00:00Z',
  'opened-at': 'when the incident was opened',
  now: 'the time at which the step is shown or run',
} as const;

export type VariableValues = Readonly<Record<string, string | undefined>>;

/** A name of ours: `{{ .Values.image }}` and `{{ $labels.pod }}` of other templates are none. */
const variable = /\{\{\s*([A-Za-z][\w-]*(?:\.[\w-]+)*)\s*\}\}/g;

/** Names of the variables in a text, each once. */
export const variablesIn = (text: string): string[] => [
  ...new Set([...text.matchAll(variable)].map(([, name]) => name ?? '')),
];
export const hasVariables = (text: string): boolean => variablesIn(text).length > 0;
export const withWildcards = (text: string): string => text.replace(variable, '*');

/** Whether an incident can have a value for it; whether it has one is another matter. */
export const isIncidentVariable = (name: string): boolean =>
  Object.hasOwn(incidentVariables, name) || /^dimension\.[\w-]+$/.test(name);

/** Puts values into a text that people read; a variable without one stays as it is written. */
export function fillText(text: string, values: VariableValues): string {
  return text.replace(variable, (written, name: string) => valueOf(values, name) ?? written);
}

export type Filled<Spec> =
  | { readonly type: 'filled'; readonly spec: Spec }
  | { readonly type: 'refused'; readonly reason: string };

/**
 * Puts values into what a check looks at or an act does. A value becomes part of a text and never of the structure; one
 * that has no value, or that could change the meaning of an address or a query, is refused: values come with alarms.
 */
export function fillSpec<Spec extends Check | Act>(spec: Spec, values: VariableValues): Filled<Spec> {
  const wrong = new Set<string>();
  const fill = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') {
      return value.replace(variable, (written, name: string, offset: number) => {
        const found = valueOf(values, name);
        if (key === 'url' && offset === 0) {
          // The host decides who is asked: the catalog says it, never an alarm.
          if (found !== undefined && !isIncidentVariable(name)) return found;
          wrong.add(`{{${name}}} cannot be the beginning of an address`);
        } else if (found === undefined) wrong.add(`{{${name}}} has no value in this incident`);
        else if (key === 'query' && !harmless.test(found)) wrong.add(`{{${name}}} does not belong into a query`);
        else return key === 'url' ? encodeURIComponent(found) : found;
        return written;
      });
    }
    if (Array.isArray(value)) return value.map((item) => fill(item, key));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, fill(part, name)]));
  };
  const filled = fill(spec, '') as Spec;
  return wrong.size === 0
    ? { type: 'filled', spec: filled }
    : { type: 'refused', reason: `${[...wrong].join('; ')}. Do this step by hand.` };
}

/** What ids, names, ARNs and times are made of: nothing that ends a text or begins a command in Logs Insights. */
const harmless = /^[\w.:/@+=-]+$/;

const valueOf = (values: VariableValues, name: string): string | undefined =>
  Object.hasOwn(values, name) ? values[name] : undefined;
