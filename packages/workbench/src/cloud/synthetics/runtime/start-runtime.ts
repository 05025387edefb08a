import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { unzip } from '../../../../../../tools/zip.ts';
import type { CanaryResult, CanaryScript } from '../run.ts';

export interface CanaryRuntime {
  readonly script: CanaryScript;
  /** What the canary has written to its log. */
  readonly log: readonly string[];
  stop(): Promise<void>;
}

const here = dirname(fileURLToPath(import.meta.url));

/**
 * Runs a built canary from its archive, as CloudWatch Synthetics does: unpacked into a folder where the runtime's module
 * can be found, in a worker with an environment of its own. The worker stays warm between runs, and ends with a run that
 * is cut off.
 */
export async function startCanaryRuntime(about: {
  readonly archive: Buffer;
  readonly environment: Readonly<Record<string, string>>;
}): Promise<CanaryRuntime> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-canary-'));
  for (const [path, content] of Object.entries(unzip(about.archive))) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  const module = join(folder, 'node_modules/@aws/synthetics-playwright');
  await bundle({
    'node_modules/@aws/synthetics-playwright/index': join(here, 'module.ts'),
    runner: join(here, 'runner.ts'),
  });
  await writeFile(join(module, 'package.json'), JSON.stringify({ type: 'module', exports: './index.mjs' }));

  const log: string[] = [];
  let worker: Worker | undefined;
  const started = (): Worker => {
    worker ??= startWorker();
    return worker;
  };
  function startWorker(): Worker {
    const made = new Worker(join(folder, 'runner.mjs'), {
      workerData: {
        folder: pathToFileURL(`${folder}/`).href,
        playwright: pathToFileURL(createRequire(import.meta.url).resolve('playwright-core')).href,
      },
      // What a Lambda function has besides its own variables.
      env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', TMPDIR: tmpdir(), ...about.environment },
      stdout: true,
      stderr: true,
      execArgv: [],
    });
    for (const stream of [made.stdout, made.stderr]) stream.on('data', (chunk: Buffer) => log.push(chunk.toString()));
    return made;
  }

  return {
    log,
    script: ({ signal }) =>
      new Promise<CanaryResult>((resolve, reject) => {
        const one = started();
        const over = (end: () => void) => {
          one.off('message', told).off('error', broken).off('exit', gone);
          signal.removeEventListener('abort', cut);
          end();
        };
        const told = (told: { result?: CanaryResult; error?: string }) =>
          over(() => (told.result ? resolve(told.result) : reject(new Error(told.error))));
        const broken = (error: Error) => over(() => ((worker = undefined), reject(error)));
        const gone = () => broken(new Error('the canary ended its own process'));
        const cut = () =>
          over(() => {
            worker = undefined;
            void one.terminate();
            reject(signal.reason as Error);
          });
        one.on('message', told).on('error', broken).on('exit', gone);
        signal.addEventListener('abort', cut, { once: true });
        one.postMessage('run');
      }),
    async stop() {
      await worker?.terminate();
      await rm(folder, { recursive: true, force: true });
    },
  };

  async function bundle(entryPoints: Record<string, string>): Promise<void> {
    await build({
      entryPoints,
      outdir: folder,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      logLevel: 'silent',
    });
  }
}
