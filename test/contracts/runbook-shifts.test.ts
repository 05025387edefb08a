import type { Act } from '@tocsin/runbook';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { acts, group, rule, startActing } from './runbook-acting.ts';

let acting: Awaited<ReturnType<typeof startActing>>;
beforeAll(async () => {
  acting = await startActing();
});
afterAll(() => acting.stop());
beforeEach(() => acting.reset());

describe.each([
  [
    'route53-weight',
    () => acts.dns,
    () => [acting.weights()['shop.example. A blue'], acting.weights()['shop.example. A green']],
    [9, 1],
  ],
  ['alb-weight', () => acts.alb, () => acting.shares(), [1, 0]],
] as const)('%s', (_, act_, now, found) => {
  it('is shifted by stages, with pauses between them', async () => {
    const seen: unknown[] = [];
    const outcome = await acting.world.settle(acting.act(act_()), () => seen.push(now()));
    expect(seen).toEqual([
      [90, 10],
      [50, 50],
    ]);
    expect(now()).toEqual([0, 100]);
    expect(outcome).toMatchObject({ type: 'done', text: expect.stringContaining('blue 0, green 100') });
  });

  it('is put back when its alarm fires, and has failed', async () => {
    const guarded = { ...act_(), 'stop-on': 'shop/errors' } as Act;
    let waits = 0;
    const outcome = await acting.world.settle(acting.act(guarded), () => {
      waits += 1;
      if (waits === 8) acting.world.alarms.setState('shop/errors', { value: 'ALARM', reason: 'it burns' });
    });
    expect(outcome).toMatchObject({
      type: 'failed',
      text: expect.stringMatching(/^shop\/errors fired after stage 2 \(50 % to green\)\. .* were put back/),
    });
    expect(now()).toEqual(found);
  });

  it('is put back when its time is over', async () => {
    const outcome = await acting.done({ ...act_(), timeout: 130_000 } as Act);
    expect(outcome).toMatchObject({
      type: 'failed',
      text: expect.stringMatching(/not over after 2 minutes.*put back/),
    });
    expect(now()).toEqual(found);
  });

  it('is put back by whoever asks, after it was done', async () => {
    const shifted = acting.act(act_());
    await acting.world.settle(shifted);
    const back = acting.world.task({ type: 'put-back', act: act_() as never, of: shifted.id });
    expect(await acting.world.settle(back)).toMatchObject({ type: 'done', text: expect.stringContaining('are back') });
    expect(now()).toEqual(found);
    const again = acting.world.task({ type: 'put-back', act: act_() as never, of: shifted.id });
    expect(await acting.world.settle(again)).toMatchObject({
      type: 'done',
      text: expect.stringContaining('as they were found'),
    });
  });

  it.each([
    ['before', 1],
    ['after', 1],
    ['before', 2],
    ['after', 2],
    ['before', 3],
    ['after', 3],
  ] as const)('goes on after a crash %s stage %d, and passes through the same stages', async (place, stage) => {
    acting.world.crash(place, stage);
    const seen = new Set<string>();
    expect(await acting.world.settle(acting.act(act_()), () => seen.add(JSON.stringify(now())))).toMatchObject({
      type: 'done',
    });
    seen.delete(JSON.stringify(found));
    expect([...seen]).toEqual(expect.arrayContaining(['[90,10]', '[50,50]']));
    expect(now()).toEqual([0, 100]);
  });

  it('is put back also when the process dies while it is', async () => {
    const guarded = { ...act_(), 'stop-on': 'shop/errors' } as Act;
    acting.world.crash('after', 2);
    let waits = 0;
    const outcome = await acting.world.settle(acting.act(guarded), () => {
      waits += 1;
      if (waits === 2) acting.world.alarms.setState('shop/errors', { value: 'ALARM', reason: 'it burns' });
    });
    expect(outcome).toMatchObject({ type: 'failed', text: expect.stringContaining('put back') });
    expect(now()).toEqual(found);
  });
});

describe('what others change meanwhile', () => {
  it('is not overwritten', async () => {
    const outcome = await acting.world.settle(acting.act(acts.alb), () => {
      acting.world.services.rules.set(rule, {
        groups: [
          { arn: group('blue'), weight: 7 },
          { arn: group('green'), weight: 3 },
        ],
      });
    });
    expect(outcome).toMatchObject({ type: 'failed', text: expect.stringContaining('somebody changed them') });
    expect(acting.shares()).toEqual([7, 3]);
  });

  it('leaves all else of a rule and a record as it is', async () => {
    await acting.done(acts.alb);
    expect(acting.world.services.rules.get(rule)?.stickySeconds).toBe(300);
    await acting.done(acts.dns);
    expect(acting.weights()).toMatchObject({
      'a.example. A blue': 1,
      'z.example. A blue': 1,
      'shop.example. AAAA green': 100,
    });
    expect(acting.world.services.zones.get('Z1')?.every(({ ttl, values }) => ttl === 60 && values.length === 1)).toBe(
      true,
    );
  });
});

it.each([
  ['a default rule', { isDefault: true, groups: [] }, 'default rule'],
  ['a rule without the group', { groups: [{ arn: group('blue'), weight: 1 }] }, 'does not forward to green'],
  [
    'a rule that a third shares',
    { groups: ['blue', 'green', 'red'].map((name) => ({ arn: group(name), weight: 1 })) },
    'red share the traffic too',
  ],
])('%s is not shifted', async (_, found, text) => {
  acting.world.services.rules.set(rule, found);
  expect(await acting.done(acts.alb)).toMatchObject({ type: 'failed', text: expect.stringContaining(text) });
  expect(acting.world.services.rules.get(rule)).toEqual(found);
});
