import { barredFrom } from '@tocsin/app';
import type { Rendered } from '../../blocks/index.ts';
import type { ClientOptions } from '../../client.ts';
import { publishHome, publishView } from '../../home.ts';
import { openView } from '../../modals.ts';
import { closedHome } from '../../views/home.ts';
import { notice } from '../../views/notice.ts';
import type { Surroundings } from '../../world.ts';
import type { Press } from '../actions/press.ts';

type Around = Pick<Surroundings, 'world'> & { readonly slack: ClientOptions };

/** Somebody looks at the app's Home: they see how things are now. */
export async function homeOpened(
  { world, slack }: Around,
  { user, first }: { readonly user: string /** Whether they saw none of ours before. */; readonly first: boolean },
): Promise<void> {
  await publishHome({ world: await world(), slack }, user, { first });
}

/** The Home of somebody who is turned away says why, and nothing else. */
export const homeClosed = (
  { slack }: Pick<Around, 'slack'>,
  { user, reason }: { readonly user: string; readonly reason: string },
): Promise<void> => publishView(slack, user, closedHome(reason));

/** A button in the Home was pressed: it shows what came of it, above all that it shows; what is long opens by itself. */
export async function homePressed(
  { world, slack }: Around,
  {
    user,
    stranger,
    trigger,
    reply,
  }: Pick<Press, 'user' | 'stranger'> & { readonly trigger: string; readonly reply: Rendered | undefined },
): Promise<void> {
  const made = await world();
  const barred = await barredFrom(made, { user, stranger });
  if (barred) return homeClosed({ slack }, { user, reason: barred.reason });
  if (reply && reply.blocks.length > 1) {
    await openView(slack, { trigger, view: notice('Tocsin', reply) });
    return;
  }
  const [first] = reply?.blocks ?? [];
  const said = first?.type === 'section' ? first.text?.text : undefined;
  await publishHome({ world: made, slack }, user, said === undefined ? {} : { said });
}
