/** What our buttons are called; their value is the incident's id. */
export const actionIds = {
  ack: 'incident.ack',
  take: 'incident.take',
  resolve: 'incident.resolve',
  join: 'incident.join',
  close: 'incident.close',
  /** With the minutes as suffix. */
  snooze: 'incident.snooze',
  /** Buttons that only open an address, with a suffix each; Slack reports their presses as well. */
  open: 'incident.open',
  /** Buttons that open a modal, its name behind: `form.severity`. The value is an incident's id. */
  form: 'form',
  /** Buttons that do what a word after `/incident` does, the word behind: `do.catchup`. */
  do: 'do',
} as const;
