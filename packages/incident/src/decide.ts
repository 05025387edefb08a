import { tocsin } from './actor.ts';
import { observeAlarms, observeCanary, observeDeletion } from './alarms.ts';
import { deleteMessage, editMessage, recordMessage } from './captures.ts';
import type { Command } from './commands.ts';
import { withConclusions } from './conclusions.ts';
import { accept, type Context, type Decision, refuse } from './decision.ts';
import { declare } from './declaring.ts';
import { escalate } from './escalation.ts';
import { hearParts, isGathered, leave } from './gathering.ts';
import { type Incident, isOpen } from './incident.ts';
import { absorb, receive, release } from './merging.ts';
import { answerPerson } from './people.ts';
import { giveDraftUp, recordDraft } from './postmortem.ts';
import { defer, remind } from './reminders.ts';
import { resolutionDue } from './timers.ts';
import { chase } from './walks/chasing.ts';
import { recordResult } from './walks/results.ts';

export type { Context, Decision } from './decision.ts';

/**
 * What a command does to an incident (undefined: none yet): the entries to append, or a refusal with its reason.
 * Pure and total: the same command on the same incident decides the same, so a lost race folds again and retries.
 */
export function decide(incident: Incident | undefined, command: Command, context: Context): Decision {
  const decided = answer(incident, command, context);
  if (decided.type === 'refusal') return decided;
  const entries = withConclusions(incident, decided.entries, context);
  return { type: 'entries', entries };
}

function answer(incident: Incident | undefined, command: Command, context: Context): Decision {
  if (command.type === 'observe-alarms') return observeAlarms(incident, command, context);
  if (command.type === 'declare')
    return incident ? refuse('already-done', `incident ${incident.id} is declared already`) : declare(command, context);
  if (command.type === 'receive-split') return receive(incident, command, context);
  if (command.type === 'hear-parts') return hearParts(incident, command, context);
  if (!incident) return refuse('no-incident', 'there is no such incident');
  switch (command.type) {
    case 'record-channel':
      return recordChannel(incident, command, context.at);
    case 'observe-deletion':
      return whileOpen(incident, () => observeDeletion(incident, command));
    case 'observe-canary':
      return whileOpen(incident, () => observeCanary(incident, command));
    case 'propose-resolution':
      return whileOpen(incident, () => proposeResolution(incident, context));
    case 'absorb':
      return absorb(incident, command, context);
    case 'release':
      return release(incident, command, context.at);
    case 'leave':
      return leave(incident, command, context.at);
    case 'escalate':
      return escalate(incident, context);
    case 'remind':
      return remind(incident, context);
    case 'defer-reminder':
      return defer(incident, command, context.at);
    case 'record-message':
      return recordMessage(incident, command, context.at);
    case 'record-result':
      return recordResult(incident, command, context.at);
    case 'give-draft-up':
      return giveDraftUp(incident, context.at);
    case 'chase':
      return chase(incident, context.at);
    case 'record-draft':
      return recordDraft(incident, command, context.at);
    case 'edit-message':
      return editMessage(incident, command, context.at);
    case 'delete-message':
      return deleteMessage(incident, command, context.at);
    default:
      return answerPerson(incident, command, context);
  }
}

function recordChannel(incident: Incident, command: Command & { type: 'record-channel' }, at: string): Decision {
  const { channel, name } = command;
  if (incident.channel) return refuse('already-done', `its channel is #${incident.channel.name}`);
  // It was made private while its public channel was being opened; that one is left again.
  if (incident.private && !command.private)
    return refuse('not-possible', 'a private incident goes on in no public channel');
  return accept({ type: 'channel.opened', at, by: tocsin, channel, name });
}

const whileOpen = (incident: Incident, decideIt: () => Decision): Decision =>
  isOpen(incident) ? decideIt() : refuse('not-open', `incident ${incident.id} is ${incident.status}`);

function proposeResolution(incident: Incident, { at, settings }: Context): Decision {
  const due = resolutionDue(incident, settings);
  if (due === undefined) return refuse('not-due', 'nothing to propose: it is not calm, or resolving was proposed');
  if (due > at) return refuse('not-due', `calm until ${due} is awaited`);
  if (!isGathered(incident)) return accept({ type: 'resolution.proposed', at, by: tocsin });
  const note = `calm since ${incident.recoveredAt}; nobody is asked about each incident that ${incident.gathered?.into} speaks for`;
  return accept({ type: 'incident.resolved', at, by: tocsin, note });
}
