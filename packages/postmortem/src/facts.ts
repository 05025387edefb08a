import type { Entry, StandingEntry } from '@tocsin/incident';
import { standingEntries } from '@tocsin/incident';
import { type Step, stepOf, type Workflow } from '@tocsin/workflow';
import { type Clocks, clocksOf } from './clocks.ts';
import { type Names, namesFor } from './names.ts';
import { type KnownRun, runsOf, type TurningPoint, turningPoint } from './runs.ts';
import { type ChannelMessage, defaultPostmortemSettings, type PostmortemSettings, type Sources } from './sources.ts';
import { type Statements, statementsIn } from './statements.ts';
import { type KnownWalk, walksIn } from './walks.ts';

/** What the sections are written from: the sources, read once, with what is often asked of them. */
export interface Facts {
  readonly given: Sources;
  readonly settings: PostmortemSettings;
  /** In the order in which things happened; withdrawn ones left out. */
  readonly entries: readonly StandingEntry[];
  readonly of: <Type extends Entry['type']>(type: Type) => readonly Known<Type>[];
  /** What people wrote, oldest first: no apps, nothing deleted or private. */
  readonly messages: readonly ChannelMessage[];
  readonly names: Names;
  readonly statements: Statements;
  readonly walks: readonly KnownWalk[];
  readonly runs: readonly KnownRun[];
  readonly turning: TurningPoint;
  readonly clocks: Clocks;
  readonly workflow?: Workflow;
  /** The step that was named last. */
  readonly step?: Step;
  readonly dependency?: { readonly id: string; readonly title: string };
  /** When users felt it, as far as is known: from the fault to its mitigation. */
  readonly impact?: Window;
  /** When people worked on it. */
  readonly response?: Window;
}

export type Known<Type extends Entry['type']> = StandingEntry & {
  readonly entry: Extract<Entry, { readonly type: Type }>;
};
export interface Window {
  readonly from: string;
  readonly to: string;
  /** Whether it was over when the draft was made. */
  readonly ended: boolean;
}

export function factsOf(given: Sources): Facts {
  const { incident, workflows, draftedAt } = given;
  const all = standingEntries(given.commits);
  // Drafting is no part of what happened: a draft that told of itself would never be the same twice.
  const entries = all.filter(
    ({ withdrawn, entry }) => withdrawn === undefined && !entry.type.startsWith('postmortem.'),
  );
  const byType = new Map<Entry['type'], StandingEntry[]>();
  for (const one of entries) {
    const same = byType.get(one.entry.type);
    if (same) same.push(one);
    else byType.set(one.entry.type, [one]);
  }
  const runs = runsOf(given, entries);
  const messages = peoplesMessages(given, all);
  const clocks = clocksOf({ entries, runs, messages });
  const workflow = workflows.find(({ id }) => id === incident.workflow);
  const { naming } = incident;
  const step = workflow && naming?.step !== undefined ? stepOf(workflow, naming.step) : undefined;
  const dependency = step?.needs.find((need) => need.dependency.id === naming?.dependency)?.dependency;
  const settings = { ...defaultPostmortemSettings, ...given.settings };
  const names = namesFor(given, entries);
  return {
    given,
    settings,
    entries,
    of: (type) => (byType.get(type) ?? []) as never,
    messages,
    names,
    walks: walksIn(given, entries),
    statements: statementsIn(entries, messages, { names, most: settings.mostMessages }),
    runs,
    turning: clocks.detected ? turningPoint(runs, clocks.detected.at) : {},
    clocks,
    ...(workflow ? { workflow } : {}),
    ...(step ? { step } : {}),
    ...(dependency ? { dependency } : {}),
    ...windows(clocks, draftedAt),
  };
}

function windows(
  { began, detected, mitigated, resolved }: Clocks,
  draftedAt: string,
): Pick<Facts, 'impact' | 'response'> {
  const window = (from: string | undefined, to: string | undefined): Window | undefined => {
    if (from === undefined) return undefined;
    const end = to ?? (draftedAt > from ? draftedAt : from);
    return end < from ? undefined : { from, to: end, ended: to !== undefined };
  };
  const impact = window(began?.at, mitigated?.at ?? resolved?.at);
  const response = window(detected?.at, resolved?.at);
  return { ...(impact ? { impact } : {}), ...(response ? { response } : {}) };
}

/** Whoever deleted or withdrew a message took it back; so does the draft. */
function peoplesMessages({ channel }: Sources, entries: readonly StandingEntry[]): ChannelMessage[] {
  const gone = new Set(
    entries.flatMap(({ entry, deleted, withdrawn }) =>
      (deleted ?? withdrawn) && entry.type === 'message.read' ? [entry.message.ts] : [],
    ),
  );
  const once = new Map(channel.messages.map((message) => [message.ts, message]));
  return [...once.values()]
    .filter(
      ({ user, bot, deleted, private: secret, ts }) =>
        user !== undefined && !bot && !deleted && !secret && !gone.has(ts),
    )
    .sort((a, b) => (a.ts < b.ts ? -1 : 1));
}
