import { defaultSettings, type Severity } from '@tocsin/workflow';
import { describe, expect, it } from 'vitest';
import type { Command } from './commands.ts';
import { decide } from './decide.ts';
import { fold } from './fold.ts';
import { failingParts, type Part } from './gathering.ts';
import type { Incident } from './incident.ts';

const at = '2026-11-05T14:00:00.000Z';
const context = { at, workflows: [], settings: defaultSettings };
const by = { type: 'person', id: 'U0ALICE' } as const;
const part = (id: string, more: Partial<Part> = {}): Part => ({
  id,
  version: 1,
  state: 'failing',
  title: id,
  severity: 'SEV2',
  since: at,
  ...more,
});

/** An incident after some commands, each of which must be accepted. */
function after(...commands: readonly Command[]): Incident {
  const incident = commands.reduce<Incident | undefined>((state, command, index) => {
    const decision = decide(state, command, context);
    if (decision.type === 'refusal') throw new Error(decision.reason);
    return fold(state, [
      { incident: 'one', version: index + 1, cause: `${index}`, recordedAt: at, entries: decision.entries },
    ]);
  }, undefined);
  if (!incident) throw new Error('give a command');
  return incident;
}
const declared = (more: object = {}, severity: Severity = 'SEV3'): Command => ({
  type: 'declare',
  title: 'Checkout',
  severity,
  key: 'x',
  by,
  ...more,
});
const hear = (...parts: readonly Part[]): Command => ({ type: 'hear-parts', parts });
const storm = { title: 'Many at once', key: 'storm:1' };

describe('an incident that speaks for others', () => {
  it('is as bad as the worst of them, and a person may say otherwise', () => {
    const worse = after(declared(), hear(part('a'), part('b', { severity: 'SEV1' })));
    expect(worse.severity).toBe('SEV1');
    const lowered: Command = { type: 'change-severity', by, to: 'SEV3' };
    const again = after(
      declared(),
      hear(part('b', { severity: 'SEV1' })),
      lowered,
      hear(part('b', { severity: 'SEV1', version: 2 })),
    );
    expect(again.severity).toBe('SEV3');
  });

  it.each([
    [
      'twice',
      [hear(part('a')), hear(part('a', { version: 2, state: 'recovered' }))],
      hear(part('a', { version: 2, state: 'recovered' })),
    ],
    ['after something newer', [hear(part('a', { version: 3, state: 'recovered' }))], hear(part('a', { version: 2 }))],
  ] as const)('what is told %s changes nothing', (_, before, again) => {
    expect(decide(after(declared(), ...before), again, context)).toMatchObject({
      type: 'refusal',
      code: 'nothing-new',
    });
  });

  it('recovers with the last of them, and relapses with any', () => {
    const calm = after(
      { ...hear(part('a'), part('b')), storm } as Command,
      hear(part('a', { version: 2, state: 'recovered' })),
      hear(part('b', { version: 2, state: 'over' })),
    );
    expect([failingParts(calm), calm.recoveredAt]).toEqual([[], at]);
    const relapse = decide(calm, hear(part('a', { version: 3 })), context);
    expect(relapse).toMatchObject({ entries: [{ type: 'parts.told' }, { type: 'service.relapsed' }] });
  });

  it.each([
    ['private', declared({ private: true })],
    ['a drill', declared({ drill: true })],
  ])('is not %s', (_, command) => {
    expect(decide(after(command), hear(part('a')), context)).toMatchObject({ code: 'elsewhere' });
  });

  it('that is over hears of what is over, too, and takes nothing in', () => {
    const over = after(declared(), hear(part('a')), { type: 'resolve', by });
    expect(decide(over, hear(part('b')), context)).toMatchObject({ code: 'elsewhere' });
    expect(decide(over, hear(part('a', { version: 2, state: 'over' })), context)).toMatchObject({ type: 'entries' });
  });

  it('that nobody knows is made for a storm alone', () => {
    expect(decide(undefined, hear(part('a')), context)).toMatchObject({ code: 'no-incident' });
    expect(after({ ...hear(part('a', { severity: 'SEV1' })), storm } as Command)).toMatchObject({
      storm: true,
      severity: 'SEV1',
    });
  });

  it.each([
    ['merged away', { type: 'merge', by, into: 'two', title: 'Two' }],
    ['made private', { type: 'make-private', by }],
  ] as const)('cannot be %s', (_, command) => {
    expect(decide(after(declared(), hear(part('a'))), command, context)).toMatchObject({ code: 'not-possible' });
  });
});
