import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleFunction, excessOf } from './bundle.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-bundle-'));
  await symlink(resolve(import.meta.dirname, '../node_modules'), join(folder, 'node_modules'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Bundles a function written for the test. */
async function bundled(name: string, source: string) {
  const entry = join(folder, `${name}.ts`);
  await writeFile(entry, source);
  return bundleFunction({ name, entry, outdir: join(folder, name) });
}

test('a client that is imported lazily is not in the first load, and works from its own file', async () => {
  const bundle = await bundled(
    'lazy',
    `export const handler = async () => {
       const { SQSClient } = await import('@aws-sdk/client-sqs');
       return new SQSClient({ region: 'eu-west-1' }).config.serviceId;
     };`,
  );
  expect(excessOf(bundle)).toEqual([]);
  expect(bundle.firstLoad).toBeLessThan(bundle.all / 10);
  expect((await readdir(join(folder, 'lazy'))).length).toBeGreaterThan(2);
  const script = `import('${join(folder, 'lazy/index.mjs')}').then((f) => f.handler()).then(console.log)`;
  expect(execFileSync(process.execPath, ['--no-warnings', '-e', script]).toString().trim()).toBe('SQS');
});

test('what a lazy client needs of the SDK stays out of the first load, also where that has a client of its own', async () => {
  const one = `import { SQSClient } from '@aws-sdk/client-sqs';
    const queues = new SQSClient({ region: 'eu-west-1' });`;
  const alone = await bundled('alone', `${one} export const handler = async () => queues.config.serviceId;`);
  const both = await bundled(
    'both',
    `${one} export const handler = async () => {
       const { S3Client } = await import('@aws-sdk/client-s3');
       return [queues, new S3Client({ region: 'eu-west-1' })].map((client) => client.config.serviceId).join();
     };`,
  );
  expect(both.firstLoad).toBeLessThan(alone.firstLoad + 1_024);
  const script = `import('${join(folder, 'both/index.mjs')}').then((f) => f.handler()).then(console.log)`;
  expect(execFileSync(process.execPath, ['--no-warnings', '-e', script]).toString().trim()).toBe('SQS,S3');
});

test('the catalog goes into a bundle as it was read, without the schemas of declarations', async () => {
  const bundle = await bundled(
    'catalog',
    `import { settings, workflows } from '@tocsin/catalog';
     export const handler = async () => [workflows[0].steps.length > 0, settings.calmMs > 0].join();`,
  );
  expect(Object.keys(bundle.firstInputs).filter((input) => input.includes('zod'))).toEqual([]);
  const script = `import('${join(folder, 'catalog/index.mjs')}').then((f) => f.handler()).then(console.log)`;
  expect(execFileSync(process.execPath, ['--no-warnings', '-e', script]).toString().trim()).toBe('true,true');
});

test('what is too heavy for the first load is named, with where it comes from', async () => {
  const bundle = await bundled(
    'heavy',
    `import { SQSClient } from '@aws-sdk/client-sqs';
     import * as z from 'zod';
     export const handler = async () => [new SQSClient({}), z.string().parse('x')];`,
  );
  expect(excessOf(bundle)).toEqual([
    expect.stringMatching(/^heavy loads an AWS client before it checks a signature: node_modules\/@/),
    expect.stringMatching(/^heavy loads all of zod \(import zod\/mini\)/),
  ]);
});

test('of Bolt, only what runs on Lambda is bundled', async () => {
  const bundle = await bundled(
    'bolt',
    `import { App, AwsLambdaReceiver } from '@slack/bolt';
     const receiver = new AwsLambdaReceiver({ signingSecret: 'test-secret' });
     new App({ receiver, authorize: async () => ({ botToken: 'xoxb-test' }) });
     export const handler = receiver.toHandler();`,
  );
  expect(excessOf(bundle)).toEqual([]);
  expect(bundle.firstLoad).toBeLessThan(130 * 1_024);
});

test('the runbooks go into a bundle as they were read, without the parser, and only when they are asked for', async () => {
  const bundle = await bundled(
    'runbooks',
    `import { chooseRunbook } from '@tocsin/runbook';
     export const handler = async () => {
       const { runbooks } = await import('@tocsin/catalog/runbooks');
       const chosen = chooseRunbook(runbooks, { workflow: 'design-viewer', dependency: 'tile-server' });
       return chosen.type === 'chosen' ? chosen.choices[0].runbook.file : chosen.reason;
     };`,
  );
  expect(excessOf(bundle)).toEqual([]);
  expect(bundle.firstLoad).toBeLessThan(10 * 1_024);
  expect(bundle.all).toBeLessThan(150 * 1_024);
  const script = `import('${join(folder, 'runbooks/index.mjs')}').then((f) => f.handler()).then(console.log)`;
  const said = execFileSync(process.execPath, ['--no-warnings', '-e', script]).toString().trim();
  expect(said).toBe('runbooks/tile-server.md');
});

test('a parser of runbooks in the first load is named', async () => {
  const bundle = await bundled(
    'parser',
    `import { readRunbooks } from '@tocsin/runbook/read';
     export const handler = async (text) => readRunbooks({ texts: { 'runbook.md': text } });`,
  );
  expect(excessOf(bundle)[0]).toMatch(/^parser loads a parser of runbooks/);
});
