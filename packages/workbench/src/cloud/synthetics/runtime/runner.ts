import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { startRecord } from './record.ts';
import { parseSettings, type RuntimeSettings } from './settings.ts';

/*
 * Runs in the worker that stands in for a canary's Lambda function: loads the unpacked bundle once, and runs its handler
 * each time it is told to.
 */

interface Given {
  /** URL of the folder that the archive was unpacked into. */
  readonly folder: string;
  readonly playwright: string;
}

const { folder, playwright } = workerData as Given;

let loaded: Promise<{ handler: () => Promise<unknown>; settings: RuntimeSettings }> | undefined;

async function load() {
  const { handler } = (await import(new URL('index.mjs', folder).href)) as { handler?: () => Promise<unknown> };
  if (typeof handler !== 'function') throw new Error('index.mjs exports no function "handler"');
  if (handler.length > 2) throw new Error('the runtime hands over no callback: a handler takes two parameters at most');
  const settings = await readFile(new URL('synthetics.json', folder), 'utf8').catch(() => '{}');
  return { handler, settings: parseSettings(JSON.parse(settings)) };
}

parentPort?.on('message', () => {
  void run().then(
    (result) => parentPort?.postMessage({ result }),
    (error: unknown) => parentPort?.postMessage({ error: error instanceof Error ? error.message : String(error) }),
  );
});

async function run() {
  loaded ??= load();
  const { handler, settings } = await loaded;
  const record = startRecord({ playwright, settings });
  return handler().then(
    () => record.result(),
    (error: unknown) => record.result(error ?? 'the handler was rejected'),
  );
}
