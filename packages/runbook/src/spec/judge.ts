import type { Check } from './checks.ts';
import { describeExpectation, type Expectation, meets, type Value } from './expectation.ts';

/** What a check read; which of them a check gives is its kind's. */
export type Reading =
  /** metric, logs: the value, or null where there is no data; alarm: its state; canary: PASSED or FAILED. */
  | { readonly type: 'value'; readonly value: Value }
  /** dynamodb: the item's attributes, or null where there is none. */
  | { readonly type: 'item'; readonly item: Readonly<Record<string, Value>> | null }
  /** http; the status is null where nothing answered. */
  | { readonly type: 'response'; readonly status: number | null; readonly body: string };

export interface Judgement {
  readonly asExpected: boolean;
  /** What was read and what was expected, in words. */
  readonly said: string;
}

/** Holds a reading against what the check expects. */
export function judge(check: Check, reading: Reading): Judgement {
  switch (check.check) {
    case 'metric':
      return compare(`${check.metric} (${check.statistic})`, valueIn(reading), check.expect);
    case 'logs':
      return compare(check.field ?? 'rows found', valueIn(reading), check.expect);
    case 'alarm':
      return compare(check.alarm, valueIn(reading), { type: 'compare', operator: '=', value: check.expect });
    case 'canary':
      return compare(`canary of ${check.workflow}`, valueIn(reading), {
        type: 'compare',
        operator: '=',
        value: 'PASSED',
      });
    case 'dynamodb':
      return judgeItem(check.expect, reading.type === 'item' ? reading.item : null);
    case 'http':
      return judgeResponse(check, reading);
    default:
      return check satisfies never;
  }
}

function compare(what: string, value: Value, expectation: Expectation): Judgement {
  const expected = describeExpectation(expectation);
  const read = value === null ? 'no data' : String(value);
  return { asExpected: meets(expectation, value), said: `${what}: ${read}, expected ${expected}` };
}

function judgeItem(
  expect: Extract<Check, { check: 'dynamodb' }>['expect'],
  item: Readonly<Record<string, Value>> | null,
): Judgement {
  const found = item === null ? 'no item' : 'the item is there';
  if (typeof expect === 'string')
    return { asExpected: (expect === 'exists') === (item !== null), said: `${found}, expected: ${expect}` };
  if (item === null) return { asExpected: false, said: found };
  const parts = Object.entries(expect).map(([name, expectation]) => compare(name, item[name] ?? null, expectation));
  return { asExpected: parts.every((part) => part.asExpected), said: parts.map((part) => part.said).join('; ') };
}

function judgeResponse({ expect, contains }: Extract<Check, { check: 'http' }>, reading: Reading): Judgement {
  const { status, body } = reading.type === 'response' ? reading : { status: null, body: '' };
  if (status === null) return { asExpected: false, said: `no answer, expected HTTP ${describeExpectation(expect)}` };
  const judged = compare('HTTP status', status, expect);
  if (contains === undefined || body.includes(contains)) return judged;
  return { asExpected: false, said: `${judged.said}; the answer does not contain "${contains}"` };
}

const valueIn = (reading: Reading): Value => (reading.type === 'value' ? reading.value : null);
