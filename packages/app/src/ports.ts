import type {
  AlarmFact,
  CanaryRun,
  CapturedContent,
  CapturedFile,
  Command,
  Commit,
  Incident,
  MessageRef,
  Opened,
  Openings,
  Part,
  Shelf,
} from '@tocsin/incident';
import type { Runbook } from '@tocsin/runbook';
import type { ServiceMetric, Settings, Workflow } from '@tocsin/workflow';
import type { DraftQueue, Drafts } from './drafting/ports.ts';
import type { EffectRef, EffectResult, Ledger } from './ledger.ts';
import type { People } from './people.ts';
import type { TaskQueue } from './tasks/ports.ts';
import type { MessageView } from './views.ts';
import type { Runbooks, RunbookVersion } from './walks/catalog.ts';

/** What the use cases need of the world; `aws` and `slack` implement it, tests may too. */
export interface World {
  readonly store: IncidentStore;
  readonly outbox: Outbox;
  readonly chat: Chat;
  readonly pager: Pager;
  readonly files: Files;
  /** Drafts of postmortems, as they are kept; undefined: no storage is set up. */
  readonly drafts?: Pick<Drafts, 'get'>;
  readonly people: People;
  readonly reports: CanaryReports;
  readonly runbooks: Runbooks;
  readonly tasks: TaskQueue;
  readonly draftQueue: DraftQueue;
  readonly clock: Clock;
  readonly log: Log;
  /** Left out, nothing is measured. */
  readonly measure?: Measure;
  readonly catalog: Catalog;
  /** Id of the channel where incidents are announced. */
  readonly incidentsChannel: string;
}

export interface Catalog {
  readonly workflows: readonly Workflow[];
  readonly settings: Settings;
}

export interface Clock {
  now(): Date;
}

/** Structured logs; never message text, tokens or signatures. */
export interface Log {
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
}

/** Takes down what Tocsin measured of itself, and of which incident. */
export type Measure = (
  measured: Readonly<Partial<Record<ServiceMetric, number>>>,
  fields?: { readonly incident?: string; readonly effect?: string },
) => void;

/** The timeline and what is projected from it. Every read is strongly consistent; an index may lag by moments. */
export interface IncidentStore extends Ledger {
  /** The incident with every commit folded in, or undefined when nothing was committed. */
  load(id: string): Promise<Incident | undefined>;
  /** The same with its effect ledger, in one round trip. */
  loadWithEffects(id: string): Promise<{ incident: Incident; effects: ReadonlyMap<string, EffectRecord> } | undefined>;
  /** Puts the commit under the condition that its version is free; false when somebody else took the version. */
  append(commit: Commit): Promise<boolean>;
  /** Writes the projection if its version is newer than the stored one. `wakeAt`: when the tick should look again. */
  saveHead(incident: Incident, wakeAt: string | undefined): Promise<void>;
  /** Everything committed, oldest first. */
  timeline(id: string): Promise<readonly Commit[]>;

  /** What opening needs to know, in one batch read. `span`: of the clock, of which it is told who opened in it. */
  readOpening(query: { key: string; alarm?: string; workflow?: string; span?: number }): Promise<Opening>;
  /**
   * Points a correlation key at an incident, if it points nowhere yet or at `replacing`. True when the pointer is ours
   * afterwards: one conditional write decides who opens.
   */
  claimKey(claim: { key: string; incident: string; replacing?: string }): Promise<boolean>;
  /**
   * Takes a place among the incidents that open in a span, and among those of a dependency, unless one of the two is full;
   * one that has its place keeps it. Gives those that have one in this span, whole or up to `most`.
   */
  takePlace(place: {
    span: number;
    key: string;
    at: string;
    most: number;
    dependency?: string;
    mostSharing?: number;
  }): Promise<Openings>;
  /** Remembers the last known state of an alarm outside any incident; an older one does not overwrite a newer. */
  rememberAlarm(alarm: AlarmFact): Promise<void>;
  /** Remembers a workflow's latest canary run; an older one does not overwrite a newer. */
  rememberCanary(run: CanaryRun): Promise<void>;

  /** Keeps a runbook as it is, for walks that began with it; it is there once a version. */
  keepRunbook(runbook: Runbook): Promise<void>;
  keptRunbook(version: RunbookVersion): Promise<Runbook | undefined>;

  byChannel(channel: string): Promise<string | undefined>;
  /** Open incidents, newest first. */
  open(limit: number): Promise<readonly Incident[]>;
  /** Incidents of a list, newest first; with `before`, those behind that position (positionOf). */
  shelf(query: { shelf: Shelf; limit: number; before?: string }): Promise<readonly Incident[]>;
  /** Those that somebody owes something to, most urgent first, then those they had a part in, newest first. */
  ofPerson(query: { user: string; limit: number }): Promise<readonly Incident[]>;
  /** Puts an incident, declared at `since`, into somebody’s lists: among those they owe something, or the rest. */
  savePart(part: { incident: string; user: string; since: string; owes?: string }): Promise<void>;
  /** Ids whose wake time has come, oldest first. */
  due(now: string, limit: number): Promise<readonly { incident: string; wakeAt: string }[]>;
  /** Sets a new wake time if the incident still is at that version; undefined: let it sleep. */
  settle(settled: { incident: string; version: number; wakeAt: string | undefined }): Promise<void>;
}

export interface Opening {
  /** The incident that the key points at, open or not. */
  readonly incident?: string;
  readonly alarm?: AlarmFact;
  readonly canary?: CanaryRun;
  /** Who opened in the span that was asked for. */
  readonly opened?: OpenedInSpan;
}

export interface OpenedInSpan {
  readonly all: readonly Opened[];
  readonly byDependency: Readonly<Record<string, readonly Opened[]>>;
}

export interface EffectRecord {
  readonly key: string;
  readonly state: 'claimed' | 'done' | 'failed';
  /** Hash of the content that was shown last. */
  readonly fingerprint?: string;
  /** Until when the claim holds, ISO 8601. */
  readonly lease: string;
  readonly result?: EffectResult;
  readonly failure?: string;
}

/** The queue to respond: one group an incident, so that one place at a time speaks to Slack for it. */
export interface Outbox {
  /**
   * `heard`: what happened in Slack; it is decided on there, one after another, since many come at once. `beat`: the heartbeat,
   * which takes the way of an incident and is none. `told`: how an incident stands that this one speaks for. `opens`: it
   * is sent for the first time for an incident that has just opened.
   */
  send(message: {
    incident: string;
    dedup: string;
    heard?: Heard;
    beat?: AlarmFact;
    told?: ToldPart;
    opens?: Opens;
  }): Promise<void>;
}

/** What can be begun of an incident before it is read. */
export interface Opens {
  /** The name that its channel will have. */
  readonly channel: string;
  /** When it was committed. */
  readonly at: string;
}

/** How a gathered incident stands, for the one that speaks for it. */
export interface ToldPart {
  readonly part: Part;
  readonly gatheredAt: string;
  /** The one that speaks for it is made for that. */
  readonly storm?: true;
}

/** Something that was done in Slack and that nobody waits to be answered. */
export interface Heard {
  readonly command: Extract<Command, { type: 'mark-message' | 'unmark-message' | 'edit-message' | 'delete-message' }>;
  /** What tells a redelivery. */
  readonly cause: string;
  readonly channel: string;
}

/** Pages people without Slack (SNS). At least once: a page lost is worse than a page doubled. */
export interface Pager {
  /** `incident`: whose page it is, for the log. */
  page(page: { target: string | undefined; subject: string; text: string; incident?: string }): Promise<void>;
}

export interface CanaryReports {
  /** The steps of a run's report, or undefined when there is none to be had. */
  read(artifacts: string, workflow: Workflow): Promise<CanaryRun['results'] | undefined>;
}

/** Private storage for what people attached to messages. */
export interface Files {
  /** Puts bytes under a key, over the same if they are there already; undefined: no storage is set up. */
  readonly put: ((file: { key: string; bytes: Uint8Array; contentType: string }) => Promise<void>) | undefined;
}

/** A message as Slack has it now. */
export interface ReadMessage extends Pick<CapturedContent, 'postedAt' | 'author' | 'text' | 'link' | 'editedTs'> {
  /** The message whose thread it is a reply in. */
  readonly thread?: string;
  readonly files: readonly (Pick<CapturedFile, 'id' | 'name' | 'mimetype' | 'bytes'> & {
    /** Where the bytes are to be had with our token; without one, why they are not. */
    readonly url?: string;
    readonly missing?: string;
  })[];
}

/** Slack, as far as incidents need it. Every method throws ChatError alone. */
export interface Chat {
  /** Whether Slack is there and takes our token; throws what it answers otherwise. */
  reach(): Promise<void>;
  createChannel(channel: { name: string; private?: boolean }): Promise<ChannelRef>;
  /** A channel of one of these names that we made not before `createdAfter` (ISO 8601). */
  findChannel(query: {
    names: readonly string[];
    createdAfter: string;
    private?: boolean;
  }): Promise<ChannelRef | undefined>;
  /** `thread`: the ts of the message that it replies to. */
  post(message: { channel: string; view: MessageView; effect: EffectRef; thread?: string }): Promise<{ ts: string }>;
  /** A message that somebody captured; undefined when it is gone. */
  readMessage(message: MessageRef): Promise<ReadMessage | undefined>;
  /** What user groups and channels are called, by Slack id; those that Slack does not tell are left out. */
  namesOf(ids: { groups: readonly string[]; channels: readonly string[] }): Promise<Readonly<Record<string, string>>>;
  /** The bytes of a file, or why they cannot be had. */
  download(file: { url: string; mostBytes: number }): Promise<{ bytes: Uint8Array } | { missing: string }>;
  /** The message of an effect, found by its metadata among those posted since `since` (ISO 8601), in a thread if it is a reply. */
  findPost(query: {
    channel: string;
    effect: EffectRef;
    since: string;
    thread?: string;
  }): Promise<{ ts: string } | undefined>;
  update(message: { channel: string; ts: string; view: MessageView; effect: EffectRef }): Promise<void>;
  /** Invites the members of a user group; those who are in already do not matter. */
  inviteGroup(invitation: { channel: string; userGroup: string }): Promise<void>;
  /** Invites one person; nothing happens to whoever is in already or cannot be invited. */
  invite(invitation: { channel: string; user: string }): Promise<void>;
  /** Pins a message to its channel; one that is pinned stays so. */
  pin(message: { channel: string; ts: string }): Promise<void>;
  /** Until when somebody does not want to be disturbed (ISO 8601); undefined: now is as good as ever. */
  quietUntil(person: { user: string }): Promise<string | undefined>;
  setTopic(topic: { channel: string; text: string }): Promise<void>;
  /** Deletes a message of ours; one that is gone already does not matter. */
  remove(message: { channel: string; ts: string }): Promise<void>;
  /**
   * Empties topic and bookmarks of a channel of ours, renames it, archives it; what is so already does not matter.
   * `canvasOf`: its canvas is deleted if a draft of this incident's postmortem stands in it.
   */
  leave(channel: { channel: string; topic: string; name: string; canvasOf?: string }): Promise<void>;
  /**
   * Puts a draft into the channel's canvas once: instead of an earlier one where the canvas is ours, at the end where it is
   * people's. Nothing happens if it stands there already.
   */
  writeCanvas(draft: CanvasDraft): Promise<{ canvas: string }>;
  /** Adds the bookmark unless one with the link is there; a `first` try need not look. */
  bookmark(bookmark: { channel: string; title: string; link: string; first?: boolean }): Promise<void>;
}

export interface CanvasDraft {
  readonly channel: string;
  readonly incident: string;
  /** Its number. */
  readonly draft: number;
  readonly markdown: string;
  /** The canvas that an earlier draft went to. */
  readonly canvas?: string;
}

export interface ChannelRef {
  readonly id: string;
  readonly name: string;
}
