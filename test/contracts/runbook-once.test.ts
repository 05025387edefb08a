import type { Act } from '@tocsin/runbook';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { acts, startActing } from './runbook-acting.ts';

let acting: Awaited<ReturnType<typeof startActing>>;
beforeAll(async () => {
  acting = await startActing();
});
afterAll(() => acting.stop());
beforeEach(() => acting.reset());

describe('once, whatever happens', () => {
  // `again`: a change of which nobody knows whether it was made is made again, for twice is the same as once.
  const kinds: [string, () => Act, () => Promise<number> | number, 'again' | 'never again'][] = [
    ['lambda', () => acts.lambda, () => acting.restarts.length, 'never again'],
    ['automation', () => acts.automation, () => acting.world.services.executions.size, 'again'],
    ['webhook', () => acting.webhook, () => acting.received.length, 'never again'],
    ['aws, a call that counts', () => acting.count, () => acting.counted(), 'never again'],
    ['aws, a call that sets', () => acts.aws, () => acting.world.services.reserved.size, 'again'],
    ['route53-weight', () => acts.dns, () => acting.weights()['shop.example. A green'] ?? 0, 'again'],
    ['alb-weight', () => acts.alb, () => acting.shares()?.[1] ?? 0, 'again'],
  ];
  /** What one time makes of it. */
  const made = async (what: () => Act, count: () => Promise<number> | number) => {
    const before = await count();
    await acting.done(what());
    const after = await count();
    acting.reset();
    return after - before;
  };

  it.each(kinds)('%s: a double click, and two deliveries at once', async (_, what, count) => {
    const once = await made(what, count);
    const before = await count();
    const task = acting.act(what());
    await Promise.all([acting.world.deliver(task), acting.world.deliver(task)]);
    acting.world.pass(70_000);
    expect(await acting.world.settle(task)).toMatchObject({ type: 'done' });
    expect(await acting.world.settle(task)).toMatchObject({ type: 'done' });
    expect((await count()) - before).toBe(once);
  });

  it.each(kinds)('%s: a crash before its change', async (_, what, count, repeated) => {
    const once = await made(what, count);
    const before = await count();
    acting.world.crash('before');
    expect(await acting.done(what())).toMatchObject({ type: repeated === 'again' ? 'done' : 'unknown' });
    expect((await count()) - before).toBe(repeated === 'again' ? once : 0);
  });

  it.each(kinds)('%s: a crash after its change', async (_, what, count, repeated) => {
    const once = await made(what, count);
    const before = await count();
    acting.world.crash('after');
    expect(await acting.done(what())).toMatchObject({ type: repeated === 'again' ? 'done' : 'unknown' });
    expect((await count()) - before).toBe(once);
  });

  it.each(kinds)('%s: a dry run does nothing', async (_, what, count) => {
    const before = await count();
    const outcome = await acting.world.settle(acting.act(what(), { dryRun: true }));
    expect(outcome).toMatchObject({
      type: 'would',
      text: expect.stringMatching(/^Would (invoke|start|send|set|call)/),
    });
    expect(await count()).toBe(before);
  });
});
