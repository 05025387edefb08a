import { barredFrom } from '@tocsin/app';
import type { Rendered } from '../../blocks/index.ts';
import type { ClientOptions } from '../../client.ts';
import { publishHome, publishView } from '../../home.ts';
import { openView } from '../../modals.ts';
import { closedHome } from '../../views/home.ts';
import { notice } from '../../views/notice.ts';
import type { Surroundings } from '../../world.ts';
import type { Press } from '../actions/press.ts';

export interface HomeOpened {
  readonly user: string;
  readonly tab: string;
  /** Whether the person saw a Home of ours before. */
  readonly first: boolean;
}

/** Somebody looks at the app's Home: they see how things are now. Its other tab is no concern of ours. */
export async function homeOpened(
  { world, slack }: Pick<Surroundings, 'world'> & { readonly slack: ClientOptions },
  { user, tab, first }: HomeOpened,
): Promise<void> {
  if (tab !== 'home') return;
  const made = await world();
  const barred = await barredFrom(made, { user });
  if (barred) return publishView(slack, user, closedHome(barred.reason));
  await publishHome({ world: made, slack }, user, { first });
}

/** A button in the Home was pressed: it shows what came of it, above all that it shows; what is long opens by itself. */
export async function homePressed(
  { world, slack }: Pick<Surroundings, 'world'> & { readonly slack: ClientOptions },
  {
    user,
    stranger,
    trigger,
    reply,
  }: Pick<Press, 'user' | 'stranger'> & { readonly trigger: string; readonly reply: Rendered | undefined },
): Promise<void> {
  const made = await world();
  const barred = await barredFrom(made, { user, stranger });
  if (barred) return publishView(slack, user, closedHome(barred.reason));
  if (reply && reply.blocks.length > 1) {
    await openView(slack, { trigger, view: notice('Tocsin', reply) });
    return;
  }
  const [first] = reply?.blocks ?? [];
  const said = first?.type === 'section' ? first.text?.text : undefined;
  await publishHome({ world: made, slack }, user, said === undefined ? {} : { said });
}
