import path from 'node:path';
import { feed } from './event-file.ts';
import { root } from './functions.ts';
import type { Said } from './page-api.ts';
import { pageState } from './page-state.ts';
import { buildPage } from './server/build-page.ts';
import { startServer } from './server/server.ts';
import { slackActions } from './server/slack-actions.ts';
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
  const { slack, story, demo } = workbench;
  if (!demo) throw new Error('the page needs the demo service');
  const done = (work: Promise<unknown>): Promise<Said> =>
    work.then(
      () => ({ ok: true }),
      (error: unknown) => ({ ok: false, reason: error instanceof Error ? error.message : String(error) }),
    );
  const breakIt = async (dependency: string) => {
    await demo.break(dependency);
    story.tell('fault', `${dependency} is broken`);
  };
  const server = await startServer({
    pageDir,
    ...(port === undefined ? {} : { port }),
    state: (me) => pageState(workbench, me),
    file: (me, id) => slack.as(me).readFile(id),
    onChange: (listener) => {
      const ends = [slack.onChange(listener), story.onTold(listener)];
      return () => {
        for (const end of ends) end();
      };
    },
    actions: {
      ...slackActions(slack),
      break: ({ dependency }) => done(breakIt(dependency)),
      mend: ({ dependency }) => done(demo.mend(dependency).then(() => story.tell('mended', `${dependency} is mended`))),
      event: async (event) => {
        const { accepted, reason } = await feed(workbench, event);
        return { ok: accepted, reason };
      },
    },
  });
  progress('');
  process.stdout.write(`Tocsin runs at ${server.url}\n`);
  progress('Break something and watch #incidents. Ctrl-C stops everything.');
  if (broken !== undefined) await breakIt(broken);
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
