import { type Check, type Expectation, judge, meets, type Reading, type Value } from '@tocsin/runbook';

/** What a check might say when all is well, and when it is not: made up, and judged by what judges the true readings. */
export function madeUpReadings(check: Check): { readonly good?: string; readonly bad: string } {
  const { good, bad } = readingsOf(check);
  const said = judge(check, good);
  return { ...(said.asExpected ? { good: said.said } : {}), bad: judge(check, bad).said };
}

function readingsOf(check: Check): { readonly good: Reading; readonly bad: Reading } {
  switch (check.check) {
    case 'metric':
    case 'logs':
      return { good: value(like(check.expect, true)), bad: value(like(check.expect, false)) };
    case 'alarm':
      return { good: value(check.expect), bad: value(check.expect === 'OK' ? 'ALARM' : 'OK') };
    case 'canary':
      return { good: value('PASSED'), bad: value('FAILED') };
    case 'dynamodb':
      return itemsFor(check.expect);
    case 'http': {
      const body = check.contains ?? '';
      const respond = (status: Value): Reading => ({ type: 'response', status: Number(status), body });
      return { good: respond(like(check.expect, true, statuses)), bad: respond(like(check.expect, false, statuses)) };
    }
    default:
      return check satisfies never;
  }
}

const value = (read: Value): Reading => ({ type: 'value', value: read });

function itemsFor(expect: Extract<Check, { check: 'dynamodb' }>['expect']): {
  readonly good: Reading;
  readonly bad: Reading;
} {
  const none: Reading = { type: 'item', item: null };
  const found = (item: Readonly<Record<string, Value>>): Reading => ({ type: 'item', item });
  if (typeof expect === 'string')
    return expect === 'exists' ? { good: found({}), bad: none } : { good: none, bad: found({}) };
  const all = (wanted: boolean) =>
    found(Object.fromEntries(Object.entries(expect).map(([name, one]) => [name, like(one, wanted)])));
  return { good: all(true), bad: all(false) };
}

const statuses: readonly Value[] = [200, 204, 301, 401, 404, 503];

/** The first of what might be read that is as expected, or that is not. */
function like(expectation: Expectation, wanted: boolean, usual: readonly Value[] = [0, 1, 'something else']): Value {
  const ends =
    expectation.type === 'range'
      ? [expectation.from, expectation.to + 1, expectation.from - 1]
      : typeof expectation.value === 'number'
        ? [expectation.value, expectation.value + 1, expectation.value - 1]
        : [expectation.value];
  // What is well is told by its limits; what is not, by what one would most likely see.
  const candidates = wanted ? [...ends, ...usual] : [...usual.toReversed(), ...ends];
  const numeric = expectation.type === 'range' || typeof expectation.value === 'number';
  const plausible = candidates.filter((one) => typeof one === (numeric ? 'number' : 'string'));
  return plausible.find((one) => meets(expectation, one) === wanted) ?? null;
}
