import type { HomeView } from '@slack/types';
import { homeOf } from '@tocsin/app';
import { type ClientOptions, slackCall } from './client.ts';
import { timeoutMs } from './respond-to.ts';
import { type HomeExtras, home } from './views/home.ts';
import type { SlackWorld } from './world.ts';

/** Shows somebody their Home as things are now. */
export async function publishHome(
  { world, slack }: { readonly world: SlackWorld; readonly slack: ClientOptions },
  user: string,
  extras: HomeExtras = {},
): Promise<void> {
  await publishView(slack, user, home(await homeOf(world, { user }), extras));
}

/** Puts a view into somebody's Home. */
export async function publishView(slack: ClientOptions, user: string, view: HomeView): Promise<void> {
  const call = slackCall({ ...slack, timeoutMs });
  await call('views.publish', (client) => client.views.publish({ user_id: user, view }));
}
