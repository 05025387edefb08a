import { surface } from '@tocsin/slack/surface';
import type { NewChannel } from '@tocsin/slack-simulator';
import { createSlackSimulator } from '@tocsin/slack-simulator';
import { credentials, workspace } from './people.ts';

export type LocalSlack = ReturnType<typeof createSlackSimulator>;

/** A workspace with the app installed, holding it to Slack's rate limits and to the scopes of its manifest. */
export async function startSlack({
  channels = [],
  ...options
}: {
  readonly latencyMs?: number;
  readonly now?: () => Date;
  readonly rateLimits?: 'documented' | 'off';
  /** Beside those that every workspace here has. */
  readonly channels?: readonly NewChannel[];
} = {}): Promise<LocalSlack> {
  const slack = createSlackSimulator({
    ...workspace,
    channels: [...(workspace.channels ?? []), ...channels],
    tokens: { [credentials.token]: { scopes: surface.scopes.map(({ scope }) => scope) } },
    ...options,
  });
  await slack.start();
  return slack;
}
