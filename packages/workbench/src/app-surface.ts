import { subcommands } from '@tocsin/slack/commands';
import { surface } from '@tocsin/slack/surface';
import type { AppSurface } from './server/slack-state.ts';

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
  shortcuts: surface.shortcuts,
};
