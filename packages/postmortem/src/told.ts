import { type Entry, roleNames, type StandingEntry } from '@tocsin/incident';
import type { Names } from './names.ts';
import { code, listed, type Part, quote, time } from './say.ts';
import { toldByPeople } from './told-people.ts';
import { toldOfWalk } from './told-walks.ts';

/** An entry in words: who, and what they did. What people and systems said stands in it as a quote. */
export function told({ entry, corrected, edited, deleted }: StandingEntry, names: Names): Part[] {
  if (entry.type === 'message.read') {
    const { author, text, names: known, files } = entry.content;
    const who = /^[UW][A-Z0-9]{4,}$/.test(author) ? names.of(author) : quote(author || 'somebody');
    if (deleted) return [who, ' wrote something and deleted it'];
    const words = names.inText(corrected?.text ?? edited ?? text, known).trim();
    const attached = listed(files.map(({ name }) => code(name)));
    if (words === '')
      return [who, ...(attached.length > 0 ? [' posted ', ...attached] : [' posted a message without words'])];
    return [who, ' wrote ', quote(words), ...(attached.length > 0 ? [' with ', ...attached] : [])];
  }
  return [names.actor(entry.by), ' ', ...did(entry, names, corrected?.text)];
}

function did(entry: Exclude<Entry, { type: 'message.read' }>, names: Names, corrected: string | undefined): Part[] {
  const said = (text: string): Part => quote(names.inText(corrected ?? text));
  const because = (reason: string | undefined): Part[] =>
    reason === undefined ? [] : [': ', quote(names.inText(reason))];
  switch (entry.type) {
    case 'incident.declared':
      return [`declared ${entry.severity}: `, quote(names.inText(entry.title))];
    case 'alarm.fired':
      return ['saw ', code(entry.alarm.name), ' fire: ', quote(entry.alarm.reason)];
    case 'alarm.recovered':
      return ['saw ', code(entry.alarm.name), ' OK again'];
    case 'alarm.lost-data':
      return ['had no data for ', code(entry.alarm.name)];
    case 'alarm.deleted':
      return ['deleted ', code(entry.alarm.name)];
    case 'canary.reported':
      return canaryStory(entry.run);
    case 'step.named':
      return namingStory(entry.naming);
    case 'severity.changed':
      return [`changed ${entry.from} to ${entry.to}`, ...because(entry.reason)];
    case 'service.recovered':
      return ['saw every alarm calm'];
    case 'service.relapsed':
      return ['saw an alarm fire again after all had been calm'];
    case 'resolution.proposed':
      return ['proposed to resolve'];
    case 'channel.opened':
      return ['opened ', code(`#${entry.name}`)];
    case 'incident.acknowledged':
      return ['acknowledged'];
    case 'role.assigned': {
      const itself = entry.by.type === 'person' && entry.by.id === entry.to;
      if (itself) return [`became ${roleNames[entry.role]}`];
      return entry.handedOver
        ? ['handed command to ', names.of(entry.to), ...because(entry.note)]
        : ['made ', names.of(entry.to), ` ${roleNames[entry.role]}`];
    }
    case 'page.escalated':
      return [`paged again (level ${entry.level}): nobody had acknowledged`];
    case 'reminder.raised':
      return ['reminded people of what was due'];
    case 'reminder.deferred':
      return ['put a reminder off'];
    case 'reminders.snoozed':
      return ['put reminders off until ', time(entry.until)];
    case 'note.added':
      return [
        'noted ',
        ...(entry.from?.by === undefined ? [] : ['what ', names.of(entry.from.by), ' wrote: ']),
        said(entry.text),
      ];
    case 'update.posted':
      return [
        'posted an update: ',
        said(entry.text),
        ...(entry.impact === undefined ? [] : ['; impact: ', quote(names.inText(entry.impact))]),
      ];
    case 'incident.mitigated':
      return ['marked it mitigated', ...because(entry.note)];
    case 'incident.resolved':
      return ['marked it resolved', ...because(entry.note)];
    case 'incident.reopened':
      return ['reopened it', ...because(entry.reason)];
    case 'incident.closed':
      return ['closed it'];
    case 'walk.began':
    case 'walk.moved':
    case 'walk.ended':
    case 'task.told':
    case 'task.overdue':
    case 'undo.declined':
    case 'undo.asked':
    case 'undo.started':
      return toldOfWalk(entry, names);
    default:
      return toldByPeople(entry, names);
  }
}

function canaryStory({ results }: Extract<Entry, { type: 'canary.reported' }>['run']): Part[] {
  const failed = results.find(({ status }) => status === 'failed');
  if (failed)
    return [
      'saw the canary fail in ',
      code(failed.step),
      ...(failed.reason === undefined ? [] : [': ', quote(failed.reason)]),
    ];
  const lacking = results.find(({ degraded }) => degraded.length > 0);
  return lacking ? ['saw the canary pass, with ', code(lacking.step), ' degraded'] : ['saw the canary pass every step'];
}

function namingStory({ step, degraded, reason }: Extract<Entry, { type: 'step.named' }>['naming']): Part[] {
  if (step === undefined) return ['named no step: ', quote(reason)];
  return ['named the step ', code(step), `${degraded ? ', degraded' : ''}: `, quote(reason)];
}
