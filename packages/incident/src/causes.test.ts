import { describe, expect, it } from 'vitest';
import { hasCause, withCause } from './causes.ts';
import type { Incident } from './incident.ts';

const after = (causes: readonly string[]) =>
  ({ causes: causes.reduce<readonly string[]>(withCause, []) }) as unknown as Incident;
const ids = Array.from({ length: 300 }, (_, index) => `Ev0${index}`);

describe('the causes of an incident', () => {
  it('a cause is known by the commit that was made for it, and no other is', () => {
    const incident = after(['Ev01', 'Ev02']);
    expect(['Ev01', 'Ev02', 'Ev03'].map((id) => hasCause(incident, id))).toEqual([true, true, false]);
  });

  it('the last 256 are remembered', () => {
    const incident = after(ids);
    expect(ids.filter((id) => hasCause(incident, id))).toEqual(ids.slice(-256));
  });

  it('one that comes again is among the newest, and takes no other’s place', () => {
    const incident = after([...ids.slice(0, 256), 'Ev00', 'Ev00', 'another']);
    expect(['Ev00', 'Ev01', 'Ev02'].map((id) => hasCause(incident, id))).toEqual([true, false, true]);
  });

  it('what is remembered of one is short, however long its id', () => {
    expect(after(['x'.repeat(10_000)]).causes.map((mark) => mark.length)).toEqual([11]);
  });
});
