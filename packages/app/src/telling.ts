import { type About, type Actor, type Entry, plainReason, roleNames } from '@tocsin/incident';
import { gatheringStory } from './telling-gathering.ts';
import { messageStory } from './telling-messages.ts';
import { actionStory, pageStory } from './telling-people.ts';
import { postmortemStory } from './telling-postmortem.ts';
import { walkStory } from './telling-walks.ts';

/** An entry of a timeline in words: when, who by name or Slack user id, and what they did. */
export interface Told {
  readonly at: string;
  readonly by: string;
  readonly did: string;
}

/** The timeline as people read it; words from outside stand in it as they came. */
export const tell = (entry: Entry): Told => ({ at: entry.at, by: whoOf(entry), did: didOf(entry) });

/** What was written is told of who wrote it, not of who read it. */
const whoOf = (entry: Entry): string =>
  entry.type === 'message.read' ? entry.content.author || 'somebody' : nameOf(entry.by);

function didOf(entry: Entry): string {
  switch (entry.type) {
    case 'incident.declared':
      return `declared ${entry.severity}: ${entry.title}`;
    case 'alarm.fired':
      return `saw ${entry.alarm.name} fire: ${plainReason(entry.alarm.reason)}`;
    case 'alarm.recovered':
      return `saw ${entry.alarm.name} OK again`;
    case 'alarm.lost-data':
      return `lost the data of ${entry.alarm.name}`;
    case 'alarm.deleted':
      return `deleted ${entry.alarm.name}`;
    case 'canary.reported':
      return canaryStory(entry.run);
    case 'step.named':
      return entry.naming.step === undefined
        ? `named no step: ${entry.naming.reason}`
        : `named the step ${entry.naming.step}${entry.naming.degraded ? ', degraded' : ''}: ${entry.naming.reason}`;
    case 'severity.changed':
      return `changed ${entry.from} to ${entry.to}${because(entry.reason)}`;
    case 'service.recovered':
      return 'saw every alarm calm';
    case 'service.relapsed':
      return 'saw it relapse';
    case 'resolution.proposed':
      return 'offered to resolve';
    case 'channel.opened':
      return `opened #${entry.name}`;
    case 'incident.acknowledged':
      return 'acknowledged';
    case 'role.assigned':
      if (entry.handedOver) return `handed command to <@${entry.to}>`;
      return entry.by.type === 'person' && entry.by.id === entry.to
        ? `became ${roleNames[entry.role]}`
        : `made <@${entry.to}> ${roleNames[entry.role]}`;
    case 'page.escalated':
      return `paged again (${entry.level}): nobody has acknowledged`;
    case 'reminder.raised':
      return `reminded people ${reminded(entry.about)}`;
    case 'reminder.deferred':
      return 'put the reminder off: whom it concerns is not to be disturbed';
    case 'reminders.snoozed':
      return `put reminders off until ${entry.until}`;
    case 'message.marked':
      return 'put a message on the timeline';
    case 'message.unmarked':
      return 'took a message off the timeline';
    case 'message.read':
      return messageStory(entry.content);
    case 'message.missed':
      return `could not read a message: ${entry.reason}`;
    case 'message.edited':
      return `followed an edit of a message: ${entry.text}`;
    case 'message.deleted':
      return 'followed the deletion of a message';
    case 'entry.corrected':
      return `corrected #${entry.entry}: ${entry.text}`;
    case 'entry.withdrawn':
      return `withdrew #${entry.entry}${because(entry.reason)}`;
    case 'responder.joined':
      return entry.by.type === 'person' && entry.by.id === entry.who ? 'joined' : `brought in <@${entry.who}>`;
    case 'page.requested':
      return pageStory(entry);
    case 'action.added':
    case 'action.changed':
    case 'action.done':
    case 'action.dropped':
    case 'action.reopened':
      return actionStory(entry);
    case 'walk.began':
    case 'walk.moved':
    case 'walk.ended':
    case 'task.told':
    case 'task.overdue':
    case 'undo.declined':
    case 'undo.asked':
    case 'undo.started':
      return walkStory(entry);
    case 'note.added':
      return `noted${entry.from?.by === undefined ? '' : ` what <@${entry.from.by}> wrote`}: ${entry.text}`;
    case 'update.posted':
      return `posted an update: ${entry.text}`;
    case 'incident.mitigated':
      return `mitigated${because(entry.note)}`;
    case 'incident.resolved':
      return `resolved${because(entry.note)}`;
    case 'incident.reopened':
      return `reopened${because(entry.reason)}`;
    case 'incident.closed':
      return 'closed';
    case 'incident.merged':
      return `merged it into ${entry.into}: ${entry.title}`;
    case 'incident.unmerged':
      return `took it out of ${entry.from} again${because(entry.reason)}`;
    case 'incident.absorbed':
      return `merged ${entry.incident.id} into it: ${entry.incident.title}`;
    case 'incident.released':
      return `took ${entry.incident} out of it again`;
    case 'incident.gathered':
    case 'incident.left':
    case 'parts.told':
      return gatheringStory(entry);
    case 'alarms.split-off':
      return `split off ${entry.alarms.map(({ name }) => name).join(', ')} to ${entry.to}: ${entry.title}`;
    case 'incident.split-from':
      return `split it from ${entry.incident.id}: ${entry.incident.title}`;
    case 'incident.made-private':
      return `made it private${because(entry.reason)}`;
    case 'postmortem.requested':
    case 'postmortem.drafted':
    case 'postmortem.failed':
    case 'postmortem.moved':
    case 'postmortem.taken':
      return postmortemStory(entry);
    default:
      entry satisfies never;
      return 'did what this version of Tocsin does not know';
  }
}

function canaryStory({ results }: Extract<Entry, { type: 'canary.reported' }>['run']): string {
  const failed = results.find(({ status }) => status === 'failed');
  if (failed) return `saw the canary fail in ${failed.step}${because(failed.reason)}`;
  const lacking = results.find(({ degraded }) => degraded.length > 0);
  return lacking ? `saw the canary pass, with ${lacking.step} degraded` : 'saw the canary pass every step';
}

function reminded(about: About): string {
  const words: Readonly<Record<string, string>> = {
    command: 'that nobody is in command',
    update: 'that an update is overdue',
    resolve: 'that it is mitigated, not resolved',
    close: 'that it is resolved, not closed',
    review: 'that the postmortem is not reviewed',
  };
  return words[about] ?? `of action item ${about.slice('action:'.length)}`;
}

const because = (reason: string | undefined): string => (reason === undefined ? '' : `: ${reason}`);

/** A person's Slack user id, or whoever else it was by name. */
export const nameOf = (actor: Actor): string =>
  actor.type === 'person' ? actor.id : actor.type === 'aws' ? actor.name : 'Tocsin';
