/** Metric math, parsed. */
export type MathExpression =
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'id'; readonly id: string }
  | { readonly type: 'list'; readonly of: readonly MathExpression[] }
  | { readonly type: 'negative'; readonly of: MathExpression }
  | {
      readonly type: 'operator';
      readonly operator: string;
      readonly left: MathExpression;
      readonly right: MathExpression;
    }
  | { readonly type: 'call'; readonly name: string; readonly of: readonly MathExpression[] };

/** Metric math that CloudWatch, or this stand-in for it, does not take. */
export class MathError extends Error {
  override readonly name = 'MathError';
  readonly code = 'metric_math_invalid';
}

const token = /\s*(?:(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|([A-Za-z_][A-Za-z0-9_]*)|(<=|>=|==|!=|&&|\|\||[-+*/^()<>,[\]]))/y;

/** Loosest first (CloudWatch user guide, "Using math expressions", operators and functions). */
const levels: readonly (readonly string[])[] = [
  ['||', 'OR'],
  ['&&', 'AND'],
  ['==', '!=', '<', '>', '<=', '>='],
  ['+', '-'],
  ['*', '/'],
  ['^'],
];

/** @throws MathError where the text is no metric math */
export function parseMath(text: string): MathExpression {
  const tokens = tokensOf(text);
  let at = 0;
  const peek = (): string | undefined => tokens[at];
  const take = (): string => {
    const next = tokens[at++];
    if (next === undefined) throw new MathError(`The expression ends too soon: ${text}`);
    return next;
  };
  const expect = (wanted: string): void => {
    const next = take();
    if (next !== wanted) throw new MathError(`Expected "${wanted}" but found "${next}" in: ${text}`);
  };
  const listUntil = (end: string): MathExpression[] => {
    const all: MathExpression[] = [];
    while (peek() !== end) {
      if (all.length > 0) expect(',');
      all.push(level(0));
    }
    expect(end);
    return all;
  };
  const level = (depth: number): MathExpression => {
    const operators = levels[depth];
    if (operators === undefined) return unary();
    let left = level(depth + 1);
    for (let operator = peek(); operator !== undefined && operators.includes(operator); operator = peek()) {
      take();
      left = { type: 'operator', operator, left, right: level(depth + 1) };
    }
    return left;
  };
  const unary = (): MathExpression => {
    const next = take();
    if (next === '-') return { type: 'negative', of: unary() };
    if (next === '(') {
      const inner = level(0);
      expect(')');
      return inner;
    }
    if (next === '[') return { type: 'list', of: listUntil(']') };
    if (/^\d/.test(next)) return { type: 'number', value: Number(next) };
    if (!/^[A-Za-z_]/.test(next)) throw new MathError(`"${next}" stands where a value should in: ${text}`);
    if (peek() !== '(') return { type: 'id', id: next };
    take();
    return { type: 'call', name: next.toUpperCase(), of: listUntil(')') };
  };
  const expression = level(0);
  if (peek() !== undefined) throw new MathError(`"${peek()}" is left over in: ${text}`);
  return expression;
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  const trimmed = text.trimEnd();
  while (token.lastIndex < trimmed.length) {
    const at = token.lastIndex;
    const match = token.exec(trimmed);
    if (match === null) throw new MathError(`Cannot read the expression from "${trimmed.slice(at)}"`);
    tokens.push(match[1] ?? match[2] ?? match[3] ?? '');
  }
  return tokens;
}
