import { feed } from './event-file.ts';
import type { Said } from './page-api.ts';
import { pageState } from './page-state.ts';
import type { ServerOptions } from './server/server.ts';
import { slackActions } from './server/slack-actions.ts';
import type { Workbench } from './workbench.ts';

/** What stands behind the page: what it draws of the workbench, and what it can have done there. */
export function pageBackend(workbench: Workbench): Omit<ServerOptions, 'pageDir' | 'port'> {
  const { slack, story, demo } = workbench;
  if (!demo) throw new Error('the page needs the demo service');
  return {
    state: (me) => pageState(workbench, me),
    file: (me, id) => slack.as(me).readFile(id),
    onChange: (listener) => {
      const ends = [slack.onChange(listener), story.onTold(listener)];
      return () => {
        for (const end of ends) end();
      };
    },
    runbooks: {
      list: async () => (await previews()).list(),
      of: async (file) => (await previews()).of(file),
    },
    actions: {
      ...slackActions(slack),
      break: ({ dependency }) => said(breakDependency(workbench, dependency)),
      mend: ({ dependency }) => said(demo.mend(dependency).then(() => story.tell('mended', `${dependency} is mended`))),
      event: async (event) => {
        const { accepted, reason } = await feed(workbench, event);
        return { ok: accepted, reason };
      },
    },
  };
}

/** Loaded when somebody looks: it brings a Markdown parser. */
const previews = async () => (await import('@tocsin/cli/preview')).catalogPreviews();

export async function breakDependency({ demo, story }: Workbench, dependency: string): Promise<void> {
  await demo?.break(dependency);
  story.tell('fault', `${dependency} is broken`);
}

const said = (work: Promise<unknown>): Promise<Said> =>
  work.then(
    () => ({ ok: true }),
    (error: unknown) => ({ ok: false, reason: error instanceof Error ? error.message : String(error) }),
  );
