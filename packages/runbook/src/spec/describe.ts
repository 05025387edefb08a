import type { Act, BackAct } from './acts.ts';
import type { Check } from './checks.ts';
import { describeExpectation, type Expectation } from './expectation.ts';

/** A name and its value, in words. */
export interface SpecLine {
  readonly name: string;
  readonly value: string;
}

/** What a check looks at, or what an act does: all that it was told, line by line, for whoever lets it happen. */
export function describeSpec(spec: Check | Act | BackAct): SpecLine[] {
  const kind = 'check' in spec ? { name: 'check', value: spec.check } : { name: 'act', value: spec.act };
  const rest = Object.entries(spec).filter(([name]) => !['check', 'act', 'back', 'approval'].includes(name));
  return [kind, ...rest.flatMap(([name, value]) => linesOf(name, value)), ...backLines(spec)];
}

/** Whoever lets something happen should know what undoes it. */
function backLines(spec: Check | Act | BackAct): SpecLine[] {
  if (!('back' in spec)) return [];
  const { back } = spec;
  const value =
    typeof back === 'string'
      ? back
      : describeSpec(back)
          .map((line) => `${line.name} ${line.value}`)
          .join(', ');
  return [{ name: 'way back', value }];
}

const durations: readonly string[] = ['timeout', 'within', 'period', 'over', 'pause'];

function linesOf(name: string, value: unknown): SpecLine[] {
  if (value === undefined || value === null) return [];
  if (isExpectation(value)) return [{ name, value: describeExpectation(value) }];
  if (typeof value === 'number' && durations.includes(name)) return [{ name, value: spanOf(value) }];
  if (Array.isArray(value)) return value.length === 0 ? [] : [{ name, value: value.map(wordOf).join(', ') }];
  if (typeof value === 'object') return Object.entries(value).flatMap(([key, part]) => linesOf(`${name}.${key}`, part));
  return [{ name, value: String(value) }];
}

const wordOf = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

const isExpectation = (value: unknown): value is Expectation =>
  typeof value === 'object' &&
  value !== null &&
  'type' in value &&
  ((value.type === 'compare' && 'operator' in value) || (value.type === 'range' && 'from' in value));

function spanOf(ms: number): string {
  if (ms >= 60_000 && ms % 60_000 === 0) return `${ms / 60_000} min`;
  return `${ms / 1_000} s`;
}
