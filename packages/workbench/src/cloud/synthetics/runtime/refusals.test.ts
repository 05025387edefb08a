import { describe, expect, test } from 'vitest';
import { zip } from '../../../../../../tools/zip.ts';
import type { CanaryResult } from '../run.ts';
import { startCanaryRuntime } from './start-runtime.ts';

describe('the stand-in refuses what Synthetics would', () => {
  const script = (body: string, more: Record<string, string> = {}) =>
    zip({
      'index.mjs': Buffer.from(`import { synthetics } from '@aws/synthetics-playwright';\n${body}`),
      ...Object.fromEntries(Object.entries(more).map(([name, text]) => [name, Buffer.from(text)])),
    });
  const run = async (archive: Buffer): Promise<CanaryResult> => {
    const runtime = await startCanaryRuntime({ archive, environment: {} });
    try {
      return await runtime.script({ canary: 'a', runId: '1', signal: new AbortController().signal });
    } finally {
      await runtime.stop();
    }
  };
  const error = async (given: Buffer) => {
    try {
      return (await run(given)).error;
    } catch (thrown) {
      return (thrown as Error).message;
    }
  };

  test.each<[string, Buffer, string]>([
    [
      'a step within a step',
      script(
        `export const handler = () => synthetics.executeStep('a', () => synthetics.executeStep('b', async () => {}));`,
      ),
      'step "b" starts within step "a": steps run one after another',
    ],
    [
      'a step without a name',
      script(`export const handler = () => synthetics.executeStep('', async () => {});`),
      'a step needs a name',
    ],
    [
      'a setting that it does not know',
      script(`export const handler = async () => {};`, { 'synthetics.json': '{"step":{"screenshots":true}}' }),
      'the step configuration holds "screenshots"',
    ],
    ['no handler', script('export const run = 1;'), 'index.mjs exports no function "handler"'],
    [
      'a handler that waits for a callback',
      script('export const handler = (event, context, callback) => callback();'),
      'a handler takes two parameters at most',
    ],
    ['a page of no browser', script('export const handler = () => synthetics.newPage();'), 'newPage() takes a browser'],
  ])('%s', async (_, given, text) => {
    expect(await error(given)).toContain(text);
  });

  test('a failed step throws unless the settings say to go on', async () => {
    const body = `export const handler = async () => {
      await synthetics.executeStep('a', async () => { throw new Error('down'); });
      await synthetics.executeStep('b', async () => {});
    };`;
    const strict = await run(script(body));
    const lenient = await run(script(body, { 'synthetics.json': '{"step":{"continueOnStepFailure":true}}' }));
    expect([strict, lenient].map(({ steps }) => steps.map(({ name }) => name))).toEqual([['a'], ['a', 'b']]);
    expect([strict.ok, lenient.ok]).toEqual([false, false]);
  });
});

test('a run that is cut off leaves nothing running, and the next one starts afresh', async () => {
  const body = `let runs = 0;
    export const handler = () => (runs++ === 0 && process.env.HANG ? new Promise(() => setInterval(() => {}, 1000)) : 0);`;
  const hangs = await startCanaryRuntime({
    archive: zip({ 'index.mjs': Buffer.from(body) }),
    environment: { HANG: '1' },
  });
  const stopping = new AbortController();
  const first = hangs.script({ canary: 'a', runId: '1', signal: stopping.signal });
  stopping.abort(new Error('No test result returned.'));
  await expect(first).rejects.toThrow('No test result returned.');
  await hangs.stop();
});
