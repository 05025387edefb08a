// Every kind of act over the protocol of what it acts on, and answers that get lost.
import type { Act } from '@tocsin/runbook';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { acts, startActing } from './runbook-acting.ts';

let acting: Awaited<ReturnType<typeof startActing>>;
beforeAll(async () => {
  acting = await startActing();
});
afterAll(() => acting.stop());
beforeEach(() => acting.reset());

describe('lambda', () => {
  it('is invoked with its payload, and its answer is kept without its secrets', async () => {
    expect(await acting.done(acts.lambda)).toMatchObject({
      type: 'done',
      output: '{"restarted":3,"token":"[masked]"}',
      link: expect.stringContaining('/functions/shop-restart'),
    });
    expect(acting.restarts).toEqual([{ service: 'front' }]);
  });

  it('is given a key by which it can tell repetitions', async () => {
    let key: string | undefined;
    acting.world.services.functions.set(
      'shop-restart',
      (_, context) => void (key = context.custom?.['idempotencyKey']),
    );
    await acting.done(acts.lambda);
    expect(key).toMatch(/^[0-9a-f]{64}$/);
  });

  it('that throws has failed, and says of what', async () => {
    acting.world.services.functions.set('shop-restart', () => {
      throw new TypeError('no such service');
    });
    expect(await acting.done(acts.lambda)).toMatchObject({
      type: 'failed',
      text: 'shop-restart ran and failed: TypeError: no such service',
    });
  });

  it('that is not there was not invoked', async () => {
    expect(await acting.done({ ...acts.lambda, function: 'none' } as Act)).toMatchObject({
      type: 'failed',
      text: expect.stringMatching(/It was not done.*not found/),
    });
  });

  it('whose answer is lost is unknown, and not invoked again', async () => {
    acting.world.services.disturb('lambda:Invoke', 'lose');
    expect(await acting.done(acts.lambda)).toMatchObject({
      type: 'unknown',
      lookAt: expect.stringContaining('log of the function'),
    });
    expect(acting.restarts).toHaveLength(1);
  });

  it('that is turned away for the moment is invoked later', async () => {
    acting.world.services.disturb('lambda:Invoke', 'throttle');
    expect(await acting.done(acts.lambda)).toMatchObject({ type: 'done' });
    expect(acting.restarts).toHaveLength(1);
  });
});

describe('an automation', () => {
  it('is started once and followed to its end', async () => {
    const reasons: string[] = [];
    const outcome = await acting.world.settle(acting.act(acts.automation), (reason) => reasons.push(reason));
    expect(outcome).toMatchObject({
      type: 'done',
      text: 'shop-mend ended as Success',
      output: '{"mend.Result":["fine"]}',
    });
    expect(reasons).toEqual(Array(3).fill('shop-mend is InProgress'));
  });

  it.each(['lose', 'refuse', 'throttle'] as const)('whose start is answered by "%s" is started once', async (fault) => {
    const before = acting.world.services.executions.size;
    acting.world.services.disturb('ssm:StartAutomationExecution', fault);
    expect(await acting.done(acts.automation)).toMatchObject({ type: 'done' });
    expect(acting.world.services.executions.size).toBe(before + 1);
  });

  it('that fails says why; one that takes too long goes on without us', async () => {
    acting.world.services.documents.set('shop-mend', { end: () => ({ status: 'Failed', failure: 'Step 2 failed' }) });
    expect(await acting.done(acts.automation)).toMatchObject({
      type: 'failed',
      text: 'shop-mend ended as Failed: Step 2 failed',
    });
    acting.world.services.documents.set('shop-mend', { end: () => undefined });
    expect(await acting.done(acts.automation)).toMatchObject({
      type: 'unknown',
      text: expect.stringContaining('still InProgress after 15 minutes'),
    });
  });
});

describe('a webhook', () => {
  it('is called once, with a key', async () => {
    expect(await acting.done(acting.webhook)).toMatchObject({
      type: 'done',
      text: 'HTTP 200',
      output: '{"mended":true}',
    });
    expect(acting.received).toEqual([{ key: expect.stringMatching(/^"[0-9a-f]{64}"$/), body: '{"service":"front"}' }]);
  });

  it.each([
    [{ status: 404, body: 'no' }, 'failed'],
    [{ status: 302, body: '' }, 'failed'],
    [{ status: 500, body: 'oops' }, 'unknown'],
    [{ status: 200, body: '', drop: true }, 'unknown'],
  ])('that answers %o has %s, and is not called again', async (answered, type) => {
    acting.answers(answered);
    expect(await acting.done(acting.webhook)).toMatchObject({ type });
    expect(acting.received).toHaveLength(1);
  });

  it('to where nobody listens, or to the inside, was not sent', async () => {
    const closed = { ...acting.webhook, url: 'http://127.0.0.1:9/' } as Act;
    expect(await acting.done(closed)).toMatchObject({ type: 'failed', text: 'It was not sent: ECONNREFUSED' });
    const inside = { ...acting.webhook, url: 'https://169.254.169.254/latest/' } as Act;
    expect(await acting.done(inside)).toMatchObject({
      type: 'failed',
      text: expect.stringContaining('does not call this address'),
    });
  });
});

describe('a call of AWS', () => {
  it('is made with its parameters', async () => {
    expect(await acting.done(acts.aws)).toMatchObject({
      type: 'done',
      text: 'lambda:PutFunctionConcurrency was accepted.',
      output: '{"ReservedConcurrentExecutions":5}',
    });
    expect(acting.world.services.reserved.get('shop-restart')).toBe(5);
  });

  it('of a service that is not known is refused, and says what to do instead', async () => {
    const other = { ...acts.aws, call: 'workspaces:RebootWorkspaces' } as Act;
    expect(await acting.done(other)).toMatchObject({
      type: 'failed',
      text: expect.stringContaining('use an automation'),
    });
  });

  it('that its service refuses was not done', async () => {
    const unknown = { ...acts.aws, call: 'cloudwatch:DisableAlarmActions', parameters: { AlarmNames: ['a'] } } as Act;
    expect(await acting.done(unknown)).toMatchObject({
      type: 'failed',
      text: expect.stringMatching(/not done: UnknownOperation/),
    });
  });

  it('that does not exist is said', async () => {
    expect(await acting.done({ ...acts.aws, call: 'ecs:MendService' } as Act)).toMatchObject({
      text: 'ecs has no call MendService.',
    });
  });
});
