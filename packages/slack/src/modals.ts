import type { ModalView } from '@slack/types';
import { type ClientOptions, slackCall } from './client.ts';
import { timeoutMs } from './respond-to.ts';

/** An open modal, and which of its contents it is at. */
export interface OpenView {
  readonly id: string;
  readonly hash: string;
}

/**
 * Opens a modal. A trigger lives three seconds from what the person did (docs.slack.dev, handling user interaction).
 *
 * @throws ChatError
 */
export async function openView(
  options: ClientOptions,
  { trigger, view }: { trigger: string; view: ModalView },
): Promise<OpenView> {
  const call = slackCall({ ...options, timeoutMs });
  const { view: opened } = await call('views.open', (client) => client.views.open({ trigger_id: trigger, view }));
  return { id: opened?.id ?? '', hash: opened?.hash ?? '' };
}

/**
 * Puts another content into an open modal; with a hash only if it is still what it was.
 *
 * @throws ChatError
 */
export async function updateView(
  options: ClientOptions,
  { id, hash, view }: { id: string; hash?: string; view: ModalView },
): Promise<void> {
  const call = slackCall({ ...options, timeoutMs });
  await call('views.update', (client) =>
    client.views.update({ view_id: id, view, ...(hash === undefined ? {} : { hash }) }),
  );
}
