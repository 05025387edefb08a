/** What of an app's manifest decides what people can do with it and what it is told. As in the file that Slack takes. */
export interface AppManifest {
  readonly features?: {
    readonly app_home?: { readonly home_tab_enabled?: boolean };
    readonly slash_commands?: readonly { readonly command: string; readonly should_escape?: boolean }[];
    readonly shortcuts?: readonly { readonly type: string; readonly callback_id: string }[];
  };
  readonly settings?: {
    readonly event_subscriptions?: { readonly bot_events?: readonly string[] };
    readonly interactivity?: { readonly is_enabled?: boolean; readonly message_menu_options_url?: string };
  };
}
