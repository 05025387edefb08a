/** What our buttons are called; their value is the incident's id. */
export const actionIds = {
  ack: 'incident.ack',
  take: 'incident.take',
  resolve: 'incident.resolve',
  join: 'incident.join',
  /** Action items: the list’s button, and the menu of each item, with its id behind a dot. */
  addAction: 'action.add',
  actionMenu: 'action.menu',
  /** Buttons that only open an address, with a suffix each; Slack reports their presses as well. */
  open: 'incident.open',
} as const;
