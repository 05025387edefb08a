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
  /** Buttons that open a modal, its name behind: `form.severity`. The value is an incident's id, or a FormRef. */
  form: 'form',
  /** Buttons that do what a word after `/incident` does, the word behind: `do.catchup`. */
  do: 'do',
  /** Moves of a walk through a runbook, the move behind: `walk.done`, `walk.answer.2`. The value is a WalkRef. */
  walk: 'walk',
  /** Controls in a modal that change what it asks for: `field.declare.workflow`. */
  field: 'field',
  /** Selects that ask us for their options while somebody types, what they offer behind: `offer.incidents`. */
  offer: 'offer',
} as const;

/** Message and global shortcuts, as the manifest names them. */
export const shortcutIds = {
  declare: 'declare_incident',
  declareFrom: 'declare_from_message',
  makeAction: 'make_action_item',
  capture: 'add_to_timeline',
} as const;
