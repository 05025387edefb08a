/**
 * All that Tocsin asks of a workspace, as plain data: the listeners are registered from it and the app's manifest is made
 * from it, so neither can have what the other lacks. No imports: the deploy program reads it.
 */
export const surface = {
  commands: [
    {
      command: '/incident',
      description: 'Declare, run and resolve incidents',
      usageHint: 'help | open [title] | list | status | ack | take | update | severity | note | resolve',
      /** People and channels come with their names, so that a title can hold them as words. */
      shouldEscape: true,
    },
  ],
  shortcuts: [
    {
      name: 'Declare incident',
      type: 'global',
      callbackId: 'declare_incident',
      description: 'Open an incident channel',
    },
    {
      name: 'Open incident from this',
      type: 'message',
      callbackId: 'declare_from_message',
      description: 'Open an incident about what this message says',
    },
    {
      name: 'Make action item',
      type: 'message',
      callbackId: 'make_action_item',
      description: 'Note what this message says as something left to do',
    },
    {
      name: 'Add to timeline',
      type: 'message',
      callbackId: 'add_to_timeline',
      description: 'Keep this message on the incident’s timeline',
    },
  ],
  /** Events API subscriptions of the bot. */
  events: [
    'app_home_opened',
    'app_mention',
    'channel_unarchive',
    'group_unarchive',
    'message.channels',
    'message.groups',
    'message.im',
    'pin_added',
    'pin_removed',
    'reaction_added',
    'reaction_removed',
  ],
  /** Bot scopes, each with the calls that need it. */
  scopes: [
    { scope: 'app_mentions:read', why: 'app_mention: the commands in threads, where slash commands do not work' },
    { scope: 'bookmarks:read', why: 'bookmarks.list: no bookmark twice' },
    { scope: 'bookmarks:write', why: 'bookmarks.add, .remove: runbook, dashboard and logs at the top of the channel' },
    {
      scope: 'channels:history',
      why: 'conversations.history: a message whose answer was lost is found, not posted twice',
    },
    { scope: 'canvases:read', why: 'canvases.sections.lookup: no draft twice, and none over what people wrote' },
    {
      scope: 'canvases:write',
      why: 'conversations.canvases.create, canvases.edit, .delete: the draft of the postmortem in the channel’s canvas',
    },
    {
      scope: 'channels:join',
      why: 'conversations.join: whoever removes the app from the channel of an incident finds it back there',
    },
    { scope: 'channels:manage', why: 'conversations.create, .invite, .setTopic, .rename, .archive' },
    {
      scope: 'channels:read',
      why: 'users.conversations: a channel whose creation was not answered is found; conversations.info: its canvas',
    },
    { scope: 'chat:write', why: 'chat.postMessage, .update, .delete, .postEphemeral' },
    { scope: 'commands', why: '/incident' },
    { scope: 'dnd:read', why: 'dnd.info: nobody is reminded who is not to be disturbed, unless it is urgent' },
    { scope: 'files:read', why: 'files.info and the bytes of what people attached to captured messages' },
    { scope: 'groups:history', why: 'conversations.history in the private channels of private incidents' },
    { scope: 'groups:read', why: 'users.conversations: the private ones as well' },
    { scope: 'groups:write', why: 'conversations.create, .invite, .setTopic for private incidents' },
    { scope: 'im:history', why: 'message.im: commands in direct messages; conversations.history: one hint is enough' },
    {
      scope: 'metadata.message:read',
      why: 'conversations.history with include_all_metadata: our messages are told by what their metadata says',
    },
    { scope: 'pins:read', why: 'pin_added, pin_removed: a pinned message is on the timeline' },
    { scope: 'pins:write', why: 'pins.add: the situation is pinned to its channel' },
    { scope: 'reactions:read', why: 'reaction_added, reaction_removed: so is one with the emoji for it' },
    {
      scope: 'usergroups:read',
      why: "usergroups.users.list, .list: the members of the owning team's group, and a group typed by name",
    },
    {
      scope: 'users:read',
      why: 'users.info, .list: who is a guest, a stranger, a bot, and so may not act; whom a typed name means',
    },
  ],
} as const;
