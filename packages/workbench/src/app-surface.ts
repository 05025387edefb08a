import { subcommands } from '@tocsin/slack/commands';
import { surface } from '@tocsin/slack/surface';
import type { PageShortcut } from './page-api.ts';
import type { AppSurface } from './server/slack-state.ts';

/** The id in the manifest's spelling or in ours. */
type Shortcut = Pick<PageShortcut, 'type' | 'name' | 'description'> &
  ({ readonly callbackId: string } | { readonly callback_id: string });

const shortcuts: readonly Shortcut[] = surface.shortcuts;

/** What Tocsin declares in its manifest, and what its command understands: the page offers nothing else. */
export const tocsin: AppSurface = {
  commands: surface.commands.map(({ command, description, shouldEscape }) => ({
    command,
    description,
    escapes: shouldEscape,
    subcommands: [
      { words: ['help'], usage: 'help', does: 'what you can do' },
      ...subcommands.map(({ words, usage, does }) => ({ words, usage, does })),
    ],
  })),
  shortcuts: shortcuts.map(
    ({ type, name, description, ...id }): PageShortcut => ({
      type,
      name,
      description,
      callbackId: 'callbackId' in id ? id.callbackId : id.callback_id,
    }),
  ),
};
