import { answerAction } from './actions.ts';
import { type Actor, roleNames } from './actor.ts';
import { amend } from './amendments.ts';
import { markMessage } from './captures.ts';
import type { PeopleCommand } from './commands.ts';
import { accept, type Context, type Decision, mention, refuse } from './decision.ts';
import { problemOfBeginning } from './declaring.ts';
import type { Entry } from './entries.ts';
import { type Incident, isOpen } from './incident.ts';
import { merge, splitOff, unmerge } from './merging.ts';
import { requestPage } from './paging.ts';
import { pin, sightingsOf } from './pin.ts';
import { answerPostmortem } from './postmortem.ts';
import { makePrivate } from './privacy.ts';
import { snooze } from './reminders.ts';
import { join } from './responders.ts';
import { triage } from './triage.ts';
import { postUpdate } from './updates.ts';
import { begin, moveWalk } from './walks/moving.ts';
import { undo } from './walks/undoing.ts';

/** What people ask of an incident. Once it is over, notes, updates and responders are taken until it is closed, action items after that too. */
export function answerPerson(incident: Incident, command: PeopleCommand, context: Context): Decision {
  const { at } = context;
  const { by } = command;
  switch (command.type) {
    case 'note':
      return takeNote(incident, command, at);
    case 'mark-message':
    case 'unmark-message':
      return markMessage(incident, command);
    case 'correct-entry':
    case 'withdraw-entry':
      return amend(incident, command, at);
    case 'snooze':
      return snooze(incident, command, context);
    case 'post-update':
      return postUpdate(incident, command, at);
    case 'add-action':
    case 'change-action':
    case 'finish-action':
    case 'drop-action':
    case 'reopen-action':
      return answerAction(incident, command, at);
    case 'join':
      return join(incident, command, at);
    case 'page':
      return requestPage(incident, command, context);
    case 'begin-walk':
      return begin(incident, command, at);
    case 'move-walk':
    case 'run-act':
      return moveWalk(incident, command, at);
    case 'undo-act':
      return undo(incident, command, at);
    case 'reopen':
      return reopen(incident, command, at);
    case 'close':
      return close(incident, command, at);
    case 'merge':
      return merge(incident, command, at);
    case 'unmerge':
      return unmerge(incident, command, at);
    case 'make-private':
      return makePrivate(incident, command, at);
    case 'draft-postmortem':
    case 'move-postmortem':
    case 'take-draft':
      return answerPostmortem(incident, command, context);
  }
  if (!isOpen(incident)) return refuse('not-open', `incident ${incident.id} is ${incident.status}`);
  switch (command.type) {
    case 'split':
      return splitOff(incident, command, at);
    case 'acknowledge':
      return incident.acknowledged
        ? refuse('already-done', `${mention(incident.acknowledged.by)} acknowledged it already`)
        : accept(...acknowledged(incident, by, at));
    case 'take-command':
      return incident.roles.commander === command.by.id
        ? refuse('already-done', 'you are in command already')
        : accept(...acknowledged(incident, by, at), {
            type: 'role.assigned',
            at,
            by,
            role: 'commander',
            to: command.by.id,
          });
    case 'assign-role':
      return incident.roles[command.role] === command.to
        ? refuse('already-done', `<@${command.to}> is ${roleNames[command.role]} already`)
        : accept(...(command.role === 'commander' ? acknowledged(incident, by, at) : []), {
            type: 'role.assigned',
            at,
            by,
            role: command.role,
            to: command.to,
          });
    case 'hand-off':
      return handOff(incident, command, at);
    case 'name-step':
    case 'release-step':
      return nameStep(incident, command, context);
    case 'change-severity':
      return command.to === incident.severity
        ? refuse('already-done', `it is ${incident.severity} already`)
        : accept({
            type: 'severity.changed',
            at,
            by,
            from: incident.severity,
            to: command.to,
            ...(command.reason === undefined ? {} : { reason: command.reason }),
          });
    case 'mitigate':
      return incident.mitigated
        ? refuse('already-done', `${mention(incident.mitigated.by)} said so already`)
        : accept(...acknowledged(incident, by, at), { type: 'incident.mitigated', at, by, ...noted(command) });
    case 'resolve':
      return accept({ type: 'incident.resolved', at, by, ...noted(command) });
    default:
      command satisfies never;
      return refuse('nothing-new', 'unknown command');
  }
}

function reopen(incident: Incident, { by, reason }: PeopleCommand & { type: 'reopen' }, at: string): Decision {
  if (incident.merged)
    return refuse(
      'not-possible',
      `it goes on as incident ${incident.merged.into}; “/incident split” takes it out again`,
    );
  if (isOpen(incident))
    return refuse('already-done', `incident ${incident.id} is ${incident.status}, and so still open`);
  if (incident.status === 'closed')
    return refuse('not-open', `incident ${incident.id} is closed for good; “/incident open” declares a new one`);
  return accept({ type: 'incident.reopened', at, by, ...(reason === undefined ? {} : { reason }) });
}

function close(incident: Incident, { by }: PeopleCommand & { type: 'close' }, at: string): Decision {
  if (incident.closed) return refuse('already-done', `${mention(incident.closed.by)} closed it already`);
  return incident.status === 'resolved'
    ? accept({ type: 'incident.closed', at, by })
    : refuse('not-possible', `incident ${incident.id} is ${incident.status}; “/incident resolve” comes before closing`);
}

function nameStep(
  incident: Incident,
  command: PeopleCommand & { type: 'name-step' | 'release-step' },
  { at, workflows }: Context,
): Decision {
  const { by } = command;
  const workflow = workflows.find(({ id }) => id === incident.workflow);
  if (!workflow) return refuse('not-possible', 'no workflow of the catalog explains this incident, so it has no steps');
  const sightings = sightingsOf(incident, workflow);
  const { pinned, step } = incident.naming ?? {};
  if (command.type === 'release-step')
    return pinned
      ? accept({ type: 'step.named', at, by, naming: triage(sightings) })
      : refuse('already-done', 'triage names the step already');
  const ids = workflow.steps.map(({ id }) => id);
  if (!ids.includes(command.step))
    return refuse('not-possible', `${workflow.title} has no step ${command.step}; its steps are ${ids.join(', ')}`);
  if (pinned && step === command.step) return refuse('already-done', `<@${pinned.by}> named ${step} already`);
  const { reason } = command;
  const named = { step: command.step, by: by.id, ...(reason === undefined ? {} : { reason }) };
  return accept({ type: 'step.named', at, by, naming: pin(sightings, named) });
}

function handOff({ roles }: Incident, { by, to, note }: PeopleCommand & { type: 'hand-off' }, at: string): Decision {
  const { commander } = roles;
  if (commander === undefined)
    return refuse(
      'not-possible',
      'nobody is in command; “/incident take” takes it, “/incident role commander” gives it',
    );
  if (commander !== by.id)
    return refuse(
      'not-possible',
      `only <@${commander}>, who is in command, can hand it off; “/incident take” takes it over`,
    );
  if (to === commander) return refuse('already-done', 'you are in command already');
  return accept({
    type: 'role.assigned',
    at,
    by,
    role: 'commander',
    to,
    handedOver: true,
    ...(note === undefined ? {} : { note }),
  });
}

function takeNote(
  { id, status }: Incident,
  { by, text, at = '', from }: PeopleCommand & { type: 'note' },
  now: string,
): Decision {
  if (status === 'closed') return refuse('not-open', `incident ${id} is closed, and its timeline with it`);
  const problem = at === '' ? undefined : problemOfBeginning(at, now);
  return problem === undefined
    ? accept({ type: 'note.added', at: at || now, by, text, ...(from ? { from } : {}) })
    : refuse('not-possible', problem);
}

/** Whoever takes a hand in an incident has seen it. */
const acknowledged = (incident: Incident, by: Actor, at: string): Entry[] =>
  incident.acknowledged ? [] : [{ type: 'incident.acknowledged', at, by }];

const noted = ({ note }: { readonly note?: string }): { note?: string } => (note === undefined ? {} : { note });
