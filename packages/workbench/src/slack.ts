import { surface } from '@tocsin/slack/surface';
import { createSlackSimulator } from './interim-slack/adapter.ts';
import { credentials, workspace } from './people.ts';

export type LocalSlack = ReturnType<typeof createSlackSimulator>;

/** A workspace with the app installed, holding it to Slack's rate limits and to the scopes of its manifest. */
export async function startSlack(
  options: { readonly latencyMs?: number; readonly now?: () => Date; readonly rateLimits?: 'documented' | 'off' } = {},
): Promise<LocalSlack> {
  const slack = createSlackSimulator({
    ...workspace,
    tokens: { [credentials.token]: { scopes: surface.scopes.map(({ scope }) => scope) } },
    ...options,
  });
  await slack.start();
  return slack;
}
