import type { StateValue } from './spec.ts';

/** A composite alarm's rule, parsed. */
export type Expression =
  | { readonly type: 'constant'; readonly value: boolean }
  | { readonly type: 'is'; readonly state: StateValue; readonly alarm: string }
  | { readonly type: 'not'; readonly of: Expression }
  | { readonly type: 'and' | 'or'; readonly of: readonly Expression[] }
  | {
      readonly type: 'atLeast';
      readonly count: number;
      readonly state: StateValue;
      readonly alarms: readonly string[];
    };

/** A rule that CloudWatch would refuse. */
export class RuleError extends Error {
  override readonly name = 'RuleError';
  readonly code = 'composite_rule_invalid';
}

const token = /\s*(?:([(),])|"((?:[^"\\]|\\.)*)"|([^\s(),"]+))/y;

/**
 * Parses `ALARM("a") AND (OK(b) OR NOT INSUFFICIENT_DATA("c"))`, `TRUE`, `FALSE`, `AT_LEAST(2, ALARM, ("a", "b"))`.
 * NOT binds closest, then AND, then OR; names may stand without quotes and may be ARNs.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html (AlarmRule)
 */
export function parseRule(rule: string): Expression {
  const tokens = tokenize(rule);
  let position = 0;
  const peek = () => tokens[position];
  const take = () => {
    const next = tokens[position++];
    if (next === undefined) throw new RuleError(`The rule ends too soon: ${rule}`);
    return next;
  };
  const expect = (symbol: string) => {
    const next = take();
    if (next !== symbol) throw new RuleError(`Expected "${symbol}" but found "${next}" in: ${rule}`);
  };
  const joined = (type: 'and' | 'or', word: string, operand: () => Expression): Expression => {
    const of = [operand()];
    while (peek() === word) {
      take();
      of.push(operand());
    }
    return of.length === 1 ? (of[0] as Expression) : { type, of };
  };
  const name = () => nameOf(take());
  const names = (): string[] => {
    expect('(');
    const all = [name()];
    while (peek() === ',') {
      take();
      all.push(name());
    }
    expect(')');
    return all;
  };
  const or = (): Expression => joined('or', 'OR', and);
  const and = (): Expression => joined('and', 'AND', unary);
  const unary = (): Expression => {
    const word = take();
    switch (word) {
      case 'NOT':
        return { type: 'not', of: unary() };
      case 'TRUE':
      case 'FALSE':
        return { type: 'constant', value: word === 'TRUE' };
      case '(': {
        const inner = or();
        expect(')');
        return inner;
      }
      case 'AT_LEAST': {
        expect('(');
        const count = Number(take());
        expect(',');
        const state = stateOf(take(), rule);
        expect(',');
        const alarms = names();
        expect(')');
        return { type: 'atLeast', count, state, alarms };
      }
      default: {
        const state = stateOf(word, rule);
        expect('(');
        const alarm = name();
        expect(')');
        return { type: 'is', state, alarm };
      }
    }
  };
  const expression = or();
  if (peek() !== undefined) throw new RuleError(`"${peek()}" is left over in: ${rule}`);
  return expression;
}

/** Whether the rule holds, given each alarm's state; an alarm that does not exist has no data. */
export function holds(expression: Expression, stateOf: (alarm: string) => StateValue | undefined): boolean {
  const is = (alarm: string, state: StateValue) => (stateOf(alarm) ?? 'INSUFFICIENT_DATA') === state;
  switch (expression.type) {
    case 'constant':
      return expression.value;
    case 'is':
      return is(expression.alarm, expression.state);
    case 'not':
      return !holds(expression.of, stateOf);
    case 'and':
      return expression.of.every((part) => holds(part, stateOf));
    case 'or':
      return expression.of.some((part) => holds(part, stateOf));
    case 'atLeast':
      return expression.alarms.filter((alarm) => is(alarm, expression.state)).length >= expression.count;
    default:
      return expression satisfies never;
  }
}

/** The alarms that a rule names, each once. */
export function alarmsIn(expression: Expression): string[] {
  switch (expression.type) {
    case 'constant':
      return [];
    case 'is':
      return [expression.alarm];
    case 'not':
      return alarmsIn(expression.of);
    case 'and':
    case 'or':
      return [...new Set(expression.of.flatMap(alarmsIn))];
    case 'atLeast':
      return [...new Set(expression.alarms)];
    default:
      return expression satisfies never;
  }
}

// A quoted name keeps a quote in front while it is a token, so that an alarm may be called "AND".
function tokenize(rule: string): string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  const text = rule.trimEnd();
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (match === null) throw new RuleError(`Cannot read the rule from "${text.slice(at)}"`);
    const [, symbol, quoted, word] = match;
    tokens.push(symbol ?? word ?? `"${(quoted ?? '').replaceAll(/\\(.)/g, '$1')}`);
  }
  return tokens;
}

function nameOf(next: string): string {
  const name = next.startsWith('"') ? next.slice(1) : next;
  const arn = /^arn:[^:]*:cloudwatch:[^:]*:[^:]*:alarm:(.*)$/.exec(name);
  return arn?.[1] ?? name;
}

function stateOf(word: string, rule: string): StateValue {
  if (word === 'OK' || word === 'ALARM' || word === 'INSUFFICIENT_DATA') return word;
  throw new RuleError(`"${word}" is no alarm state in: ${rule}`);
}
