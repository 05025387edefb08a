/** What our buttons are called; their value is the incident's id. */
export const actionIds = {
  ack: 'incident.ack',
  take: 'incident.take',
  resolve: 'incident.resolve',
  /** Buttons that only open an address, with a suffix each; Slack reports their presses as well. */
  open: 'incident.open',
} as const;
