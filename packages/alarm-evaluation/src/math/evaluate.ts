import { MathError, type MathExpression } from './parse.ts';

/** A time series, one value a period, null where there is none; or a number, which is the same in every period. */
export type Series = number | readonly (number | null)[];

export interface MathScope {
  readonly series: Readonly<Record<string, Series>>;
  /** The starts of the periods, ms since the epoch. */
  readonly starts: readonly number[];
}

/**
 * The value of an expression in each period. What rests on a missing value is missing, and so is a division by zero.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 *
 * @throws MathError for an unknown id or function
 */
export function evaluateMath(expression: MathExpression, scope: MathScope): Series {
  switch (expression.type) {
    case 'number':
      return expression.value;
    case 'id': {
      const series = scope.series[expression.id];
      if (series === undefined) throw new MathError(`There is no metric or expression "${expression.id}"`);
      return series;
    }
    case 'negative':
      return each([evaluateMath(expression.of, scope)], ([value = 0]) => -value);
    case 'operator': {
      const { operator, left, right } = expression;
      return each([evaluateMath(left, scope), evaluateMath(right, scope)], ([a = 0, b = 0]) => operate(operator, a, b));
    }
    case 'call':
      return call(expression.name, expression.of, scope);
    case 'list':
      throw new MathError('A list stands where one value should');
    default:
      return expression satisfies never;
  }
}

function operate(operator: string, a: number, b: number): number | null {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0 ? null : a / b;
    case '^':
      return a ** b;
    case '<':
      return Number(a < b);
    case '>':
      return Number(a > b);
    case '<=':
      return Number(a <= b);
    case '>=':
      return Number(a >= b);
    case '==':
      return Number(a === b);
    case '!=':
      return Number(a !== b);
    case '&&':
    case 'AND':
      return Number(a !== 0 && b !== 0);
    case '||':
    case 'OR':
      return Number(a !== 0 || b !== 0);
    default:
      throw new MathError(`There is no operator "${operator}"`);
  }
}

const folds: Readonly<Record<string, ((values: readonly number[]) => number) | undefined>> = {
  SUM: (values) => values.reduce((sum, value) => sum + value, 0),
  AVG: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  MIN: (values) => Math.min(...values),
  MAX: (values) => Math.max(...values),
};
const units: Readonly<Record<string, (value: number) => number>> = {
  ABS: Math.abs,
  CEIL: Math.ceil,
  FLOOR: Math.floor,
};
const clocks: Readonly<Record<string, (at: Date) => number>> = {
  MINUTE: (at) => at.getUTCMinutes(),
  HOUR: (at) => at.getUTCHours(),
  // Monday is 1, Sunday 7.
  DAY: (at) => at.getUTCDay() || 7,
  EPOCH: (at) => Math.floor(at.getTime() / 1000),
};

function call(name: string, args: readonly MathExpression[], scope: MathScope): Series {
  const [first, second] = args;
  if (first === undefined) throw new MathError(`${name} is given nothing`);
  if (name === 'IF') return choose(args, scope);
  if (name === 'FILL') return fill(evaluateMath(first, scope), second, scope);
  const fold = folds[name];
  // Of several series, period by period; of one, SUM and its like would be one number for all periods, which no alarm takes.
  if (fold && first.type === 'list')
    return each(
      first.of.map((one) => evaluateMath(one, scope)),
      fold,
    );
  const unit = units[name];
  if (unit) return each([evaluateMath(first, scope)], ([value = 0]) => unit(value));
  const clock = clocks[name];
  if (clock) {
    const series = evaluateMath(first, scope);
    return scope.starts.map((start, index) => (valueAt(series, index) === null ? null : clock(new Date(start))));
  }
  throw new MathError(`The stand-in for CloudWatch knows no ${name}(${fold ? 'of one series' : ''})`);
}

/** The branch that is not taken may be missing. */
function choose(args: readonly MathExpression[], scope: MathScope): Series {
  const [condition, yes, no = 0] = args.map((one) => evaluateMath(one, scope));
  if (condition === undefined || yes === undefined) throw new MathError('IF takes a condition and what follows');
  const at = (index: number) => {
    const holds = valueAt(condition, index);
    return holds === null ? null : valueAt(holds === 0 ? no : yes, index);
  };
  return scope.starts.map((_, index) => at(index));
}

function fill(series: Series, by: MathExpression | undefined, scope: MathScope): Series {
  if (by?.type === 'id' && by.id === 'REPEAT') {
    let last: number | null = null;
    return scope.starts.map((_, index) => (last = valueAt(series, index) ?? last));
  }
  if (by === undefined || (by.type === 'id' && by.id === 'LINEAR'))
    throw new MathError('FILL takes a number or REPEAT here');
  const filling = evaluateMath(by, scope);
  return scope.starts.map((_, index) => valueAt(series, index) ?? valueAt(filling, index));
}

const valueAt = (series: Series, index: number): number | null =>
  typeof series === 'number' ? series : (series[index] ?? null);

/** Period by period; missing wherever one of them is. Numbers alone make a number. */
function each(all: readonly Series[], combine: (values: readonly number[]) => number | null): Series {
  const longest = all.find((series) => typeof series !== 'number');
  if (longest === undefined || typeof longest === 'number') {
    const only = combine(all.map((series) => valueAt(series, 0) ?? Number.NaN));
    return only ?? Number.NaN;
  }
  return longest.map((_, index) => {
    const values = all.map((series) => valueAt(series, index));
    return values.includes(null) ? null : combine(values as number[]);
  });
}
