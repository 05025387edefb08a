import { runbook } from '../runbook/command.ts';
import { action } from './action.ts';
import { correct, withdraw } from './amend.ts';
import { catchup } from './catchup.ts';
import { ack, resolve, take } from './change.ts';
import { close, mitigated, reopen } from './endings.ts';
import { gathered } from './gathered.ts';
import type { Subcommand } from './help.ts';
import { join } from './join.ts';
import { list } from './list.ts';
import { merge, split } from './merge.ts';
import { note } from './note.ts';
import { declare, open } from './open.ts';
import { page } from './page.ts';
import { postmortem } from './postmortem.ts';
import { makePrivate } from './private.ts';
import { handoff, role } from './roles.ts';
import { severity } from './severity.ts';
import { snooze } from './snooze.ts';
import { status } from './status.ts';
import { step } from './step.ts';
import { timeline } from './timeline.ts';
import { update } from './update.ts';

/** What follows `/incident`, in the order in which help lists it. To add one: a file here, a line in this list. */
export const subcommands: readonly Subcommand[] = [
  {
    words: ['open', 'new'],
    usage: 'open [title]',
    does: 'declare an incident with a form',
    button: 'Declare incident',
    examples: ['open', 'open checkout is slow'],
    run: open,
  },
  {
    words: ['declare'],
    usage: 'declare [private|drill] <title>',
    does: 'declare an incident at once, as SEV2',
    examples: ['declare checkout is slow', 'declare private a key leaked', 'declare drill the cache is lost'],
    run: declare,
  },
  {
    words: ['list', 'ls', 'incidents'],
    usage: 'list [all|mine]',
    does: 'the open incidents; all there were, or your own',
    examples: ['list', 'list mine'],
    run: list,
  },
  {
    words: ['status', 'show', 'info'],
    usage: 'status [id]',
    does: 'what is known of an incident',
    button: 'Status',
    examples: ['status', 'status 20261105-k3v9q2xw'],
    run: status,
  },
  {
    words: ['catchup', 'summary', 'brief'],
    usage: 'catchup [id]',
    does: 'what you missed, in ten lines',
    button: 'Catch me up',
    examples: ['catchup'],
    run: catchup,
  },
  {
    words: ['ack', 'acknowledge'],
    usage: 'ack [id]',
    does: 'say that you are on it',
    button: 'Acknowledge',
    examples: ['ack'],
    run: ack,
  },
  {
    words: ['join'],
    usage: 'join [id] [@who]',
    does: 'be invited into the channel',
    button: 'Join',
    examples: ['join', 'join @alice'],
    names: 'first',
    run: join,
  },
  {
    words: ['page', 'call'],
    usage: 'page [id] [@group|@person|team] [why]',
    does: 'call somebody by their pager',
    button: 'Page…',
    examples: ['page', 'page @database-oncall the queue is full'],
    names: 'first',
    run: page,
  },
  {
    words: ['take', 'lead', 'command'],
    usage: 'take [id]',
    does: 'take command',
    button: 'Take command',
    examples: ['take'],
    run: take,
  },
  {
    words: ['update', 'post'],
    usage: 'update [id] [text]',
    does: 'tell everybody how it goes, and when they hear more',
    button: 'Post update',
    examples: ['update', 'update rolling back to v12'],
    run: update,
  },
  {
    words: ['role', 'roles', 'assign'],
    usage: 'role [id] commander|comms|scribe @who',
    does: 'give somebody a role',
    button: 'Give a role',
    examples: ['role', 'role comms @alice', 'role scribe me'],
    names: 'first',
    run: role,
  },
  {
    words: ['handoff', 'handover'],
    usage: 'handoff [id] @who [note]',
    does: 'pass on command',
    button: 'Hand off',
    examples: ['handoff @alice', 'handoff @alice the rollback is half way'],
    names: 'first',
    run: handoff,
  },
  {
    words: ['severity', 'sev'],
    usage: 'severity [id] SEV1|SEV2|SEV3|SEV4 [reason]',
    does: 'say how bad it is',
    button: 'Severity',
    examples: ['severity', 'severity SEV1 all uploads fail'],
    run: severity,
  },
  {
    words: ['step'],
    usage: 'step [id] <step>|auto [reason]',
    does: 'name the step that broke, or let triage',
    button: 'Name the step',
    examples: ['step', 'step upload the queue is full', 'step auto'],
    run: step,
  },
  {
    words: ['note', 'log'],
    usage: 'note [id] [at <time>] <text>',
    does: 'put something on the timeline',
    button: 'Add a note',
    examples: ['note', 'note rolled back to v12', 'note at 14:05 the job began', 'note at 20 min ago it was slow'],
    run: note,
  },
  {
    words: ['correct'],
    usage: 'correct [id] #12 <text>',
    does: 'say what an entry should have said',
    button: 'Correct an entry…',
    examples: ['correct #12 rolled back to v12, not v11'],
    run: correct,
  },
  {
    words: ['withdraw'],
    usage: 'withdraw [id] #12 [why]',
    does: 'take back an entry',
    button: 'Withdraw an entry…',
    examples: ['withdraw #12 wrong incident'],
    run: withdraw,
  },
  {
    words: ['action', 'actions', 'todo'],
    usage: 'action [id] add <text> [@who] [by <day>] | list | done A1',
    does: 'what is left to do',
    button: 'Action items',
    examples: ['action list', 'action add raise the limit @alice by friday', 'action done A1'],
    names: 'last',
    run: action,
  },
  {
    words: ['timeline', 'history'],
    usage: 'timeline [id] [n | from to]',
    does: 'what happened, latest last',
    button: 'Timeline',
    examples: ['timeline', 'timeline 30', 'timeline 14:00 14:30', 'timeline 20 min ago'],
    run: timeline,
  },
  {
    words: ['runbook', 'rb', 'walk'],
    usage:
      'runbook [id] [list | start [name] | next | done | skip <why> | failed <why> | answer <x> | back | stop <why>]',
    does: 'be walked through a runbook, step by step',
    button: 'Runbook',
    examples: ['runbook', 'runbook start', 'runbook next', 'runbook skip nothing was deployed', 'runbook answer 1'],
    run: runbook,
  },
  {
    words: ['postmortem', 'pm', 'retro'],
    usage: 'postmortem [id] [draft | open | review | reviewed | close | none | back | take]',
    does: 'have the postmortem drafted, and say how far it is',
    button: 'Postmortem',
    examples: ['postmortem', 'postmortem again', 'postmortem review', 'postmortem take'],
    run: postmortem,
  },
  {
    words: ['mitigated', 'mitigate'],
    usage: 'mitigated [id] [note]',
    does: 'say that users are well again',
    button: 'Mitigated',
    examples: ['mitigated traffic goes to the other region'],
    run: mitigated,
  },
  {
    words: ['resolve', 'resolved', 'fixed'],
    usage: 'resolve [id] [note]',
    does: 'say that the trouble is over',
    button: 'Resolve',
    examples: ['resolve', 'resolve rolled back to v12'],
    run: resolve,
  },
  {
    words: ['reopen'],
    usage: 'reopen [id] [reason]',
    does: 'say that it was not over',
    button: 'Reopen',
    examples: ['reopen uploads fail again'],
    run: reopen,
  },
  {
    words: ['merge', 'duplicate'],
    usage: 'merge [id] <id or #channel>',
    does: 'say that it is the same trouble as another, and go on there',
    button: 'Merge…',
    run: merge,
  },
  {
    words: ['split', 'unmerge'],
    usage: 'split [id] [<alarm> … : <title>]',
    does: 'take out what is another trouble',
    button: 'Split…',
    run: split,
  },
  {
    words: ['gathered', 'storm'],
    usage: 'gathered [id]',
    does: 'every incident that this one speaks for',
    button: 'Show all',
    examples: ['gathered'],
    run: gathered,
  },
  {
    words: ['private'],
    usage: 'private [id] [reason]',
    does: 'hide it from all but its responders',
    button: 'Make private…',
    examples: ['private customer data may have leaked'],
    run: makePrivate,
  },
  {
    words: ['snooze'],
    usage: 'snooze [id] [minutes]',
    does: 'put reminders off for a while',
    button: 'Snooze reminders…',
    examples: ['snooze', 'snooze 60'],
    run: snooze,
  },
  {
    words: ['close'],
    usage: 'close [id]',
    does: 'say that nothing is left to do',
    button: 'Close',
    examples: ['close'],
    run: close,
  },
];
