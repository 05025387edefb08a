import { createHash } from 'node:crypto';
import { type Incident, isGathered, type Part } from '@tocsin/incident';
import { runbookUrl, stepOf } from '@tocsin/workflow';
import { type Carry, carriesOf } from './carry.ts';
import { channelNames } from './channel-names.ts';
import { tellingsOf } from './gathering/tell.ts';
import { gatheredOf, groupsOf } from './gathering/view.ts';
import { joinedOf } from './joined.ts';
import { type Page, pagesOf } from './paging.ts';
import { actionListOf, membersOf, partsOf, requestedPagesOf } from './people-effects.ts';
import type { Catalog } from './ports.ts';
import { postmortemOf } from './postmortem.ts';
import { veiled } from './private.ts';
import { remindersOf } from './reminder.ts';
import { announcementOf, handoffOf, proposalOf, situationOf } from './situation.ts';
import type { Task } from './tasks/task.ts';
import { topicOf } from './topic.ts';
import { announcementKey, updatesOf } from './updates.ts';
import type { MessageView } from './views.ts';
import type { Books } from './walks/books.ts';
import { tasksOf, walkMessagesOf } from './walks/effects.ts';

/**
 * Something the world should show of an incident. `key` names it for good: the ledger has one item a key. Those `in`
 * the channel wait for it; `once` means that another content does not repeat it.
 */
export type Effect = { readonly key: string } & (
  | { readonly type: 'channel'; readonly names: readonly string[]; readonly private?: true }
  | {
      readonly type: 'message';
      readonly to: 'channel' | 'announcements';
      readonly view: MessageView;
      /** Only brought up to date if it was said: of no use to whoever did not see it before. */
      readonly ifSaid?: true;
      /** Key of the message that this one is a reply to; it waits for that one. */
      readonly inThreadOf?: string;
    }
  | Omit<Page, 'key'>
  | { readonly type: 'invite'; readonly userGroup: string }
  /** One responder. */
  | { readonly type: 'member'; readonly user: string }
  /** Somebody’s lists have it. `owes`: the day that their first open action item is due, or `later`. */
  | { readonly type: 'part'; readonly user: string; readonly owes?: string }
  | { readonly type: 'topic'; readonly text: string }
  /** The message of another effect is pinned to its channel. */
  | { readonly type: 'pin'; readonly of: string }
  | { readonly type: 'bookmark'; readonly title: string; readonly link: string }
  /** A draft of the postmortem stands in the channel's canvas. */
  | { readonly type: 'canvas'; readonly draft: number; readonly file: string }
  /** Something is asked of the functions that look and act. */
  | { readonly type: 'task'; readonly task: Task }
  /** A draft of the postmortem is asked of the function that draws it up. */
  | { readonly type: 'draft'; readonly number: number }
  /** Another incident is told something. */
  | { readonly type: 'carry'; readonly carry: Carry }
  /** The incident that speaks for this one hears how it stands. */
  | {
      readonly type: 'tell';
      readonly to: string;
      readonly line: Omit<Part, 'version'>;
      readonly storm: boolean;
    }
  /** Takes back a message, known by its ts or to be found by the effect that it was. */
  | {
      readonly type: 'erase';
      readonly message: string;
      readonly channel: string;
      readonly ts?: string;
      readonly thread?: string;
      readonly instead?: MessageView;
    }
  /** Leaves a channel behind, known by its id or to be found by the names that it may have. */
  | {
      readonly type: 'leave';
      readonly names: readonly string[];
      readonly rename: string;
      readonly channel?: string;
      /** A draft may stand in its canvas. */
      readonly canvas?: true;
    }
);

const situationKey = 'situation';
export const channelKey = 'channel';

/**
 * Everything the world should show of the incident as it is now. What is done already the ledger knows, and when each
 * is shown, turns.ts.
 *
 * @param channel the incident's channel once it exists; the announcement links to it
 * @param books the runbooks it is shown with, once they are at hand; nothing that is urgent waits for them
 */
export function effectsOf(incident: Incident, catalog: Catalog, channel: string | undefined, books?: Books): Effect[] {
  return veiled(incident, publicEffectsOf(incident, catalog, channel, books));
}

/** What it would be if anybody may know of the incident. */
export function publicEffectsOf(
  incident: Incident,
  catalog: Catalog,
  channel: string | undefined,
  books?: Books,
): Effect[] {
  const { workflows, settings } = catalog;
  const workflow = workflows.find((candidate) => candidate.id === incident.workflow);
  const quiet: Effect[] = [
    ...requestedPagesOf(incident, catalog),
    ...tasksOf(incident),
    ...carriesOf(incident).map((one): Effect => ({ key: `${one.type}:${one.number}`, type: 'carry', carry: one })),
    ...tellingsOf(incident),
    ...partsOf(incident),
  ];
  // Another incident shows it and pages for it.
  if (isGathered(incident)) return quiet;
  const link = workflow && runbookUrl(workflow, stepOf(workflow, incident.naming?.step ?? '')?.runbook);
  const bookmarks = { runbook: link, dashboard: workflow?.links.dashboard, logs: workflow?.links.logs };
  return [
    ...pagesOf(incident, catalog),
    ...quiet,
    { key: channelKey, type: 'channel', names: channelNames(incident) },
    { key: situationKey, type: 'message', to: 'channel', view: situationOf(incident, catalog) },
    ...(channel === undefined
      ? []
      : [
          {
            key: announcementKey,
            type: 'message',
            to: 'announcements',
            view: announcementOf(incident, catalog, channel),
          } as const,
        ]),
    ...groupsOf(incident, catalog).map(
      (userGroup): Effect => ({ key: `invite:${userGroup}`, type: 'invite', userGroup }),
    ),
    ...membersOf(incident),
    { key: 'pin', type: 'pin', of: situationKey },
    { key: 'topic', type: 'topic', text: topicOf(incident, catalog) },
    ...Object.entries(bookmarks).flatMap(([name, url]): Effect[] =>
      url === undefined ? [] : [{ key: `bookmark:${name}`, type: 'bookmark', title: titleCase(name), link: url }],
    ),
    ...(incident.proposals === 0 ? [] : [offerOf(incident, settings.calmMs)]),
    ...(books ? walkMessagesOf(incident, catalog, books) : []),
    ...updatesOf(incident),
    ...remindersOf(incident, catalog),
    ...joinedOf(incident),
    ...gatheredOf(incident, catalog),
    ...actionListOf(incident),
    ...postmortemOf(incident, catalog),
    ...(incident.handoffs ?? []).map(
      (handoff): Effect => ({
        key: `handoff:${handoff.number}`,
        type: 'message',
        to: 'channel',
        view: handoffOf(incident, handoff, workflow, settings),
      }),
    ),
  ];
}

/** Two effects of one key and one fingerprint show the same; what is done with it need not be done again. */
export function fingerprintOf(effect: Effect): string {
  // A page, a task, a draft and a channel happen once, and a channel is left once: a changed text or name is no reason to do them
  // again.
  const once = ['page', 'task', 'draft', 'channel', 'leave'].includes(effect.type);
  const content = once ? effect.key : JSON.stringify(effect);
  return createHash('sha256').update(content).digest('base64url').slice(0, 16);
}

/** The latest offer to resolve. The incident was resolved, or relapsed: then the offer says so and loses its button. */
function offerOf(incident: Incident, calmMs: number): Effect {
  const view = proposalOf(incident, calmMs);
  const key = `proposal:${incident.proposals}`;
  return { key, type: 'message', to: 'channel', view, ...(view.state === 'offered' ? {} : { ifSaid: true }) };
}

const titleCase = (word: string): string => `${word[0]?.toUpperCase()}${word.slice(1)}`;
