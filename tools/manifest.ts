// Writes slack-manifest.json, the Slack app's manifest, from what the app does (packages/slack/src/surface.ts):
//
//     tsx tools/manifest.ts                  writes the file, with an address to be replaced
//     tsx tools/manifest.ts --url <address>  prints it with the slack function's address, to paste into Slack
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { surface } from '../packages/slack/src/surface.ts';

export const manifestFile = path.resolve(import.meta.dirname, '../slack-manifest.json');

/** Stands in the file until the function's address is known. Slack takes any https address and asks to verify it later. */
export const unknownUrl = 'https://example.com/slack';

/** What the manifest says of commands, events and scopes. */
export interface Surface {
  readonly commands: readonly {
    readonly command: string;
    readonly description: string;
    readonly usageHint: string;
    readonly shouldEscape: boolean;
  }[];
  readonly shortcuts: readonly {
    readonly name: string;
    readonly type: 'global' | 'message';
    readonly callbackId: string;
    readonly description: string;
  }[];
  readonly events: readonly string[];
  readonly scopes: readonly { readonly scope: string; readonly why: string }[];
}

/** The app manifest, schema 2 (github.com/slackapi/manifest-schema). Slack calls one address for everything. */
export function manifestOf({ commands, shortcuts, events, scopes }: Surface, url: string) {
  return {
    _metadata: { major_version: 2 },
    display_information: {
      name: 'Tocsin',
      description: 'Opens an incident channel that names the step that broke',
      background_color: '#7a1f1f',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'tocsin', always_online: true },
      // Slack refuses empty lists.
      ...(commands.length === 0 ? {} : { slash_commands: commands.map((command) => toSlashCommand(command, url)) }),
      ...(shortcuts.length === 0
        ? {}
        : { shortcuts: shortcuts.map(({ callbackId, ...shortcut }) => ({ ...shortcut, callback_id: callbackId })) }),
    },
    oauth_config: { scopes: { bot: scopes.map(({ scope }) => scope) } },
    settings: {
      ...(events.length === 0 ? {} : { event_subscriptions: { request_url: url, bot_events: [...events] } }),
      interactivity: { is_enabled: true, request_url: url, message_menu_options_url: url },
      org_deploy_enabled: false,
      socket_mode_enabled: false,
      token_rotation_enabled: false,
    },
  };
}

function toSlashCommand({ command, description, usageHint, shouldEscape }: Surface['commands'][number], url: string) {
  return { command, url, description, usage_hint: usageHint, should_escape: shouldEscape };
}

export const manifestText = (url: string): string => `${JSON.stringify(manifestOf(surface, url), null, 2)}\n`;

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [option, url] = process.argv.slice(2);
  if (option === undefined) writeFileSync(manifestFile, manifestText(unknownUrl));
  else if (option === '--url' && url?.startsWith('https://')) process.stdout.write(manifestText(url));
  else {
    console.error('manifest: nothing, or --url with the https address that sst deploy printed as slackUrl');
    process.exitCode = 1;
  }
}
