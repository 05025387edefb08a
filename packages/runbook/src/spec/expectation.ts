/** What a reading is held against. */
export type Expectation =
  | { readonly type: 'compare'; readonly operator: Operator; readonly value: number | string }
  /** Both ends included. */
  | { readonly type: 'range'; readonly from: number; readonly to: number };
export type Operator = '<' | '<=' | '>' | '>=' | '=' | '!=';

/** A number, a text, or nothing where there is no data. */
export type Value = number | string | boolean | null;

const number = '-?\\d+(?:\\.\\d+)?';
const range = new RegExp(`^(${number})\\s*\\.\\.\\s*(${number})$`);
const comparison = /^(<=|>=|!=|<|>|=)\s*(\S(?:.*\S)?)$/s;

/** `< 60`, `>= 1.5`, `!= FAILED`, `10..20`, `2xx`; a value alone is what it has to be. Undefined for what makes no sense. */
export function parseExpectation(written: string): Expectation | undefined {
  const text = written.trim();
  const ends = range.exec(text);
  if (ends) {
    const [from, to] = [Number(ends[1]), Number(ends[2])];
    return from <= to ? { type: 'range', from, to } : undefined;
  }
  if (/^[1-5]xx$/.test(text)) return { type: 'range', from: Number(text[0]) * 100, to: Number(text[0]) * 100 + 99 };
  const [, operator, operand] = comparison.exec(text) ?? [undefined, /^[<>=!]/.test(text) ? undefined : '=', text];
  if (operator === undefined || operand === undefined || operand === '') return undefined;
  const value = new RegExp(`^${number}$`).test(operand) ? Number(operand) : operand;
  const ordered = operator.startsWith('<') || operator.startsWith('>');
  // A variable may turn out to be a number; it is filled in before anything is compared.
  if (ordered && typeof value === 'string' && !value.includes('{{')) return undefined;
  return { type: 'compare', operator: operator as Operator, value };
}

/** Whether a value is as expected. No data is never as expected: what cannot be seen is not known to be well. */
export function meets(expectation: Expectation, value: Value): boolean {
  if (value === null) return false;
  if (expectation.type === 'range') {
    const read = asNumber(value);
    return read !== undefined && read >= expectation.from && read <= expectation.to;
  }
  const { operator, value: wanted } = expectation;
  const [read, against] = [asNumber(value), asNumber(wanted)];
  if (operator === '=' || operator === '!=') {
    const same = read !== undefined && against !== undefined ? read === against : String(value) === String(wanted);
    return (operator === '=') === same;
  }
  if (read === undefined || against === undefined) return false;
  switch (operator) {
    case '<':
      return read < against;
    case '<=':
      return read <= against;
    case '>':
      return read > against;
    case '>=':
      return read >= against;
    default:
      return operator satisfies never;
  }
}

export function describeExpectation(expectation: Expectation): string {
  return expectation.type === 'range'
    ? `${expectation.from} to ${expectation.to}`
    : `${expectation.operator} ${expectation.value}`;
}

function asNumber(value: Value): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' && new RegExp(`^${number}$`).test(value.trim()) ? Number(value) : undefined;
}
