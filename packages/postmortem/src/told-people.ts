import type { Entry, PageTarget } from '@tocsin/incident';
import type { Names } from './names.ts';
import { code, count, listed, type Part, quote } from './say.ts';

/** What is told of everything that `told` does not know: people joining, being paged, action items, merging. */
export function toldByPeople(entry: PeoplesEntry, names: Names): Part[] {
  const because = (reason: string | undefined): Part[] =>
    reason === undefined ? [] : [': ', quote(names.inText(reason))];
  switch (entry.type) {
    case 'responder.joined':
      return entry.by.type === 'person' && entry.by.id === entry.who
        ? ['joined']
        : ['brought in ', names.of(entry.who)];
    case 'page.requested':
      return ['paged ', ...paged(entry.target, names), ...because(entry.reason)];
    case 'action.added':
      return [`added the action item ${entry.action}: `, quote(names.inText(entry.text))];
    case 'action.changed':
      return [`changed the action item ${entry.action}`, ...because(entry.text)];
    case 'action.done':
      return [`did the action item ${entry.action}`];
    case 'action.dropped':
      return [`dropped the action item ${entry.action}`, ...because(entry.reason)];
    case 'action.reopened':
      return [`reopened the action item ${entry.action}`];
    case 'incident.merged':
      return ['merged it into ', code(entry.into)];
    case 'incident.unmerged':
      return ['took it out of ', code(entry.from), ' again', ...because(entry.reason)];
    case 'incident.absorbed':
      return ['merged ', code(entry.incident.id), ' into it'];
    case 'incident.released':
      return ['took ', code(entry.incident), ' out of it again'];
    case 'incident.gathered':
      return ['let ', code(entry.gathering.into), ' speak for it: ', quote(entry.gathering.because)];
    case 'incident.left':
      return ['took it out of ', code(entry.from), ...because(entry.reason)];
    case 'parts.told':
      return [`heard how ${count(entry.parts.length, 'incident')} that it speaks for stood`];
    case 'alarms.split-off':
      return ['split off ', ...listed(entry.alarms.map(({ name }) => code(name))), ' to ', code(entry.to)];
    case 'incident.split-from':
      return ['split it from ', code(entry.incident.id)];
    case 'incident.made-private':
      return ['made it private', ...because(entry.reason)];
    case 'message.missed':
      return ['could not read a message that was put on the timeline: ', quote(entry.reason)];
    case 'postmortem.requested':
    case 'postmortem.drafted':
    case 'postmortem.failed':
    case 'postmortem.moved':
    case 'postmortem.taken':
      return ['worked on the postmortem'];
    case 'message.marked':
    case 'message.unmarked':
    case 'message.edited':
    case 'message.deleted':
    case 'entry.corrected':
    case 'entry.withdrawn':
      // Said of other entries; they show there.
      return ['changed the timeline'];
    default:
      return entry satisfies never;
  }
}

type PeoplesEntry = Extract<
  Entry,
  {
    readonly type:
      | 'responder.joined'
      | 'page.requested'
      | `action.${string}`
      | `postmortem.${string}`
      | 'incident.merged'
      | 'incident.unmerged'
      | 'incident.absorbed'
      | 'incident.released'
      | 'incident.gathered'
      | 'incident.left'
      | 'parts.told'
      | 'alarms.split-off'
      | 'incident.split-from'
      | 'incident.made-private'
      | Exclude<Extract<Entry['type'], `message.${string}`>, 'message.read'>
      | `entry.${string}`;
  }
>;

function paged(target: PageTarget | undefined, names: Names): Part[] {
  switch (target?.type) {
    case 'team':
      return [target.team];
    case 'person':
      return [names.of(target.person)];
    case 'group':
      return ['a user group'];
    default:
      return ['whoever is in charge'];
  }
}
