/** What `/incident` can do, for the hint while typing; `/incident help` is the full truth. */
export const commands: readonly { readonly line: string; readonly rest?: string; readonly does: string }[] = [
  { line: '/incident help', does: 'what you can do' },
  { line: '/incident open', rest: '<title>', does: 'declare an incident' },
  { line: '/incident list', does: 'the open incidents' },
  { line: '/incident status', rest: '[id]', does: 'what is known of an incident' },
  { line: '/incident catchup', rest: '[id]', does: 'what you missed, in ten lines' },
  { line: '/incident ack', rest: '[id]', does: 'say that you are on it' },
  { line: '/incident join', rest: '[id] [@who]', does: 'be invited into the channel' },
  { line: '/incident page', rest: '[id] [@group|@person|team] [why]', does: 'call somebody by their pager' },
  { line: '/incident take', rest: '[id]', does: 'take command' },
  { line: '/incident role', rest: '[id] commander|comms|scribe @who', does: 'give somebody a role' },
  { line: '/incident handoff', rest: '[id] @who', does: 'pass on command' },
  { line: '/incident severity', rest: '[id] SEV1|SEV2|SEV3|SEV4 [reason]', does: 'say how bad it is' },
  { line: '/incident step', rest: '[id] <step>|auto [reason]', does: 'name the step that broke, or let triage' },
  { line: '/incident note', rest: '[id] <text>', does: 'put something on the timeline' },
  { line: '/incident action', rest: '[id] add <text> [@who] [by <day>] | list | done A1', does: 'what is left to do' },
  { line: '/incident timeline', rest: '[id] [n]', does: 'what happened, latest last' },
  { line: '/incident mitigated', rest: '[id] [note]', does: 'say that users are well again' },
  { line: '/incident resolve', rest: '[id] [note]', does: 'say that the trouble is over' },
  { line: '/incident reopen', rest: '[id] [reason]', does: 'say that it was not over' },
  { line: '/incident close', rest: '[id]', does: 'say that nothing is left to do' },
];

/** Those that begin with what is typed; none once one is complete and its rest is being written. */
export function suggestions(typed: string): typeof commands {
  if (!typed.startsWith('/')) return [];
  return commands.filter(({ line }) => line.startsWith(typed.toLowerCase()) && line !== typed.toLowerCase());
}
