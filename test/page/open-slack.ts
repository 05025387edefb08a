import { createSlackSimulator, type Simulator } from '@tocsin/slack-simulator';
import type { Page } from 'playwright-core';
import type { PageState } from '../../packages/workbench/src/page-api.ts';
import { slackActions } from '../../packages/workbench/src/server/slack-actions.ts';
import { slackState } from '../../packages/workbench/src/server/slack-state.ts';
import { type Served, serveTo } from './open-page.ts';
import { SampleApp } from './sample/app.ts';

export const ana = 'U0ANA00001';
export const ben = 'U0BEN00002';
export const bot = 'U0TOCSIN01';
export const incidents = 'C0INCIDENT';

const surface = {
  commands: [
    {
      command: '/incident',
      description: 'Run incidents',
      escapes: true,
      subcommands: [
        { words: ['open', 'new'], usage: 'open <title>', does: 'declare an incident' },
        { words: ['ack'], usage: 'ack [id]', does: 'say that you are on it' },
        { words: ['list'], usage: 'list', does: 'the open incidents' },
      ],
    },
  ],
  shortcuts: [
    { type: 'global', name: 'Declare an incident', callbackId: 'declare', description: 'Opens a form' },
    { type: 'message', name: 'Add to timeline', callbackId: 'note', description: 'Keeps the message' },
  ],
} as const;

export interface OpenSlack {
  readonly slack: Simulator;
  readonly app: SampleApp;
  readonly page: Page;
  readonly url: string;
  readonly complaints: readonly string[];
  /** The page as somebody else, in another tab. */
  readonly as: (user: string) => Promise<Page>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

interface Workspace {
  readonly slack: Simulator;
  readonly surface: Parameters<typeof slackState>[2];
  readonly now: () => Date;
}

/** The page before a workspace alone, with no world behind it. */
export function serveSlack({ slack, surface, now }: Workspace, { at }: { readonly at: string }): Promise<Served> {
  const state = (me: string): PageState => ({
    ...slackState(slack, me, surface),
    now: now().toISOString(),
    demo: [],
    workflows: [],
    story: [],
  });
  const nothing = () => ({ ok: true });
  return serveTo(
    {
      state,
      onChange: (listener) => slack.onChange(listener),
      file: (me, id) => slack.as(me).readFile(id),
      actions: { ...slackActions(slack), break: nothing, mend: nothing, event: nothing },
    },
    { at },
  );
}

/** The page before a real workspace, simulated, with an app that has one of everything. */
export async function openSlack({ at = '' }: { readonly at?: string } = {}): Promise<OpenSlack> {
  const slack = createSlackSimulator({
    rateLimits: 'off',
    app: { name: 'tocsin', userId: bot },
    users: [
      { id: ana, name: 'ana', realName: 'Ana Costa' },
      { id: ben, name: 'ben', realName: 'Ben Okafor' },
    ],
    userGroups: [{ id: 'S0VIEWERS1', handle: 'viewer-oncall', name: 'Viewer on-call', users: [ben] }],
    channels: [
      { id: incidents, name: 'incidents', members: [ana, ben, bot], topic: `On call: <@${ben}>` },
      { id: 'C0OLD00001', name: 'old', archived: true, members: [ana] },
    ],
  });
  await slack.start();
  const app = new SampleApp(slack);
  slack.connectApp({ signingSecret: 'secret', deliver: app.deliver });
  const served = await serveSlack({ slack, surface, now: () => new Date() }, { at });
  return {
    slack,
    app,
    ...served,
    as: (user) => served.open(`?as=${user}#/${incidents}`),
    [Symbol.asyncDispose]: async () => {
      await served[Symbol.asyncDispose]();
      await slack.stop();
    },
  };
}
