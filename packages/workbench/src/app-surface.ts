import { subcommands } from '@tocsin/slack/commands';
import { surface } from '@tocsin/slack/surface';
import type { PageShortcut } from './page-api.ts';
import type { AppSurface } from './server/slack-state.ts';

interface Shortcut {
  readonly type: 'global' | 'message';
  readonly name: string;
  readonly callback_id: string;
  readonly description: string;
}

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
    ({ type, name, callback_id, description }): PageShortcut => ({ type, name, callbackId: callback_id, description }),
  ),
};
