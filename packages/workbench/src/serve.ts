import path from 'node:path';
import { root } from './functions.ts';
import { breakDependency, pageBackend } from './page-backend.ts';
import { buildPage } from './server/build-page.ts';
import { startServer } from './server/server.ts';
import { startWorkbench } from './workbench.ts';

/** Serves the page until Ctrl-C. */
export async function serve({
  minuteSeconds,
  progress,
  port,
  broken,
}: {
  minuteSeconds: number;
  progress: (line: string) => void;
  port?: number;
  broken?: string;
}): Promise<void> {
  const pageDir = path.join(root, 'dist/page');
  const [workbench] = await Promise.all([startWorkbench({ minuteSeconds, progress }), buildPage({ outDir: pageDir })]);
  const server = await startServer({ ...pageBackend(workbench), pageDir, ...(port === undefined ? {} : { port }) });
  progress('');
  process.stdout.write(`Tocsin runs at ${server.url}\n`);
  progress('Break something and watch #incidents. Ctrl-C stops everything.');
  if (broken !== undefined) await breakDependency(workbench, broken);
  await untilInterrupted();
  progress('Stopping …');
  await server.stop();
  await workbench.stop();
  process.exit();
}

function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
