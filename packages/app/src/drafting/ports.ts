import type { CanaryRun, Incident } from '@tocsin/incident';
import type { ChannelMessage, MetricSeries } from '@tocsin/postmortem';
import type { CoreWorld } from '../commit.ts';
import type { World } from '../ports.ts';

/** What drawing up a postmortem needs of the world. */
export interface DraftWorld extends CoreWorld, Pick<World, 'people' | 'runbooks'> {
  readonly history: ChannelReader;
  readonly drafts: Drafts;
  readonly series: SeriesReader;
  readonly canaryRuns: CanaryRunReader;
  /** Whether drafts name people or tell of them by their roles; names when left out. */
  readonly showPeople?: 'names' | 'roles';
  /** Absent where no model is to reword drafts, which is the usual. */
  readonly rewriter?: Rewriter;
}

/** A draft that somebody asked for, by its number within the incident. */
export interface DraftOrder {
  readonly incident: string;
  readonly number: number;
}

/** The queue of the function that draws drafts up. The same order is served once, however often it is sent. */
export interface DraftQueue {
  send(order: DraftOrder): Promise<void>;
}

/** One page of a channel or of a thread, as Slack has it now; oldest first within a thread, newest first in a channel. */
export interface HistoryPage {
  readonly messages: readonly ReadMessage[];
  /** Where the next page begins; without one there is none. */
  readonly next?: string;
}
export interface ReadMessage extends ChannelMessage {
  /** Replies in its thread that are not on this page. */
  readonly replies?: number;
}

/** Slack's history, page by page. Every method throws ChatError alone. */
export interface ChannelReader {
  channel(page: { channel: string; cursor?: string }): Promise<HistoryPage>;
  thread(page: { channel: string; thread: string; cursor?: string }): Promise<HistoryPage>;
}

/** Private storage of drafts, and of what was read for them so far. */
export interface Drafts {
  put(file: { key: string; text: string; contentType: string }): Promise<void>;
  /** Undefined when there is none. */
  get(key: string): Promise<string | undefined>;
}

/** Metrics around an incident. What cannot be had is left out. */
export interface SeriesReader {
  read(incident: Incident, window: { from: string; to: string }): Promise<readonly MetricSeries[]>;
}

/** Canary runs around an incident, in any order. What cannot be had is left out. */
export interface CanaryRunReader {
  read(incident: Incident, window: { from: string; to: string }): Promise<readonly CanaryRun[]>;
}

/** A language model that words sentences anew. What it says is judged sentence by sentence; nothing of it is trusted. */
export interface Rewriter {
  /** As people know it. */
  readonly model: string;
  /** Wordings by sentence; of those it has none for, none. It throws where the model could not be asked. */
  reword(sentences: readonly string[]): Promise<Readonly<Record<string, string>>>;
}

/** Opens what is stored to somebody who may see it. */
export interface Links {
  /** An address that holds for a while, for whoever has it. */
  signed(key: string): Promise<string>;
}
