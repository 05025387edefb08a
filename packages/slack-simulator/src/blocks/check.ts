/** One thing that Slack would refuse, and where, as a JSON pointer. */
export interface BlockProblem {
  readonly pointer: string;
  readonly message: string;
}

export type Report = (pointer: string, message: string) => void;
/** Looks at one value and reports what is wrong with it, in the words Slack uses. */
export type Check = (value: unknown, pointer: string, report: Report) => void;

export type Fields = Readonly<Record<string, unknown>>;
export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A string of at least `min` (default 1) and at most `max` characters. */
export function string(max = Number.POSITIVE_INFINITY, min = 1): Check {
  return (value, pointer, report) => {
    if (typeof value !== 'string') return report(pointer, 'must provide a string');
    if (value.length < min) report(pointer, `must be more than ${min - 1} characters`);
    if (value.length > max) report(pointer, `must be less than ${max + 1} characters`);
  };
}

export const boolean: Check = (value, pointer, report) => {
  if (typeof value !== 'boolean') report(pointer, 'must provide a boolean');
};

export function integer(min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY): Check {
  return (value, pointer, report) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) return report(pointer, 'must provide an integer');
    if (value < min) report(pointer, `must be greater than or equal to ${min}`);
    if (value > max) report(pointer, `must be less than or equal to ${max}`);
  };
}

export function url(max: number): Check {
  const length = string(max);
  return (value, pointer, report) => {
    length(value, pointer, report);
    if (typeof value === 'string' && !URL.canParse(value)) report(pointer, 'must be a valid URL');
  };
}

export function oneOf(...values: readonly string[]): Check {
  return (value, pointer, report) => {
    if (typeof value !== 'string' || !values.includes(value))
      report(pointer, `value must be one of: ${values.join(', ')}`);
  };
}

export function list(item: Check, { min = 1, max }: { min?: number; max: number }): Check {
  return (value, pointer, report) => {
    if (!Array.isArray(value)) return report(pointer, 'must provide an array');
    if (value.length < min) report(pointer, `no fewer than ${min} items allowed`);
    if (value.length > max) report(pointer, `no more than ${max} items allowed`);
    value.forEach((one, index) => item(one, `${pointer}/${index}`, report));
  };
}

/** Of an object: the properties it must have, those it may have; Slack refuses all others. */
export function shape(
  required: Readonly<Record<string, Check>>,
  optional: Readonly<Record<string, Check>> = {},
  also?: Check,
): Check {
  return (value, pointer, report) => {
    if (!isObject(value)) return report(pointer, 'must provide an object');
    for (const name of Object.keys(required)) {
      if (value[name] === undefined || value[name] === null) report(pointer, `missing required field: ${name}`);
    }
    for (const [name, held] of Object.entries(value)) {
      const check = required[name] ?? optional[name];
      if (check === undefined) {
        if (name !== 'type') report(pointer, `invalid additional property: ${name}`);
      } else if (held !== undefined && held !== null) check(held, `${pointer}/${name}`, report);
    }
    also?.(value, pointer, report);
  };
}

/** Chooses by `type`. */
export function byType(table: Readonly<Record<string, Check>>): Check {
  return (value, pointer, report) => {
    if (!isObject(value)) return report(pointer, 'must provide an object');
    const type = value['type'];
    if (type === undefined) return report(pointer, 'missing required field: type');
    const check = typeof type === 'string' && Object.hasOwn(table, type) ? table[type] : undefined;
    if (check === undefined) return report(`${pointer}/type`, `unsupported type: ${String(type)}`);
    check(value, pointer, report);
  };
}

export const anything: Check = () => {};
