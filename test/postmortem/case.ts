import { type Command, type Commit, decide, fold, type Incident } from '@tocsin/incident';
import type { ChannelMessage, Sources } from '@tocsin/postmortem';
import { defaultSettings, type Workflow } from '@tocsin/workflow';

/** An incident as a story: what was asked of it, and what people wrote, each with its time of day. */
export interface Case {
  readonly id: string;
  /** `2019-07-02` */
  readonly day: string;
  readonly workflow?: Workflow;
  readonly commands: readonly (readonly [time: string, command: Command])[];
  readonly messages: readonly Said[];
  readonly names: Readonly<Record<string, string>>;
  readonly more?: Partial<Sources>;
}
export type Said = readonly [time: string, who: string, text: string, more?: Partial<ChannelMessage>];

/** `14:03`, `14:03:05`, or with a day of its own in front. */
export const timeOn = (day: string, time: string): string =>
  new Date(time.includes('T') ? `${time}Z` : `${day}T${time}Z`).toISOString();

const channel = 'C0INC00001';

/** Slack's `ts` of a message written then; those of one minute are told apart by what comes behind the dot. */
export const tsOf = (at: string, index = 0): string =>
  `${Math.floor(Date.parse(at) / 1_000)}.${String(100 + index).padStart(6, '0')}`;

/** The case as what a draft is made of. */
export function sourcesOf({ id, day, workflow, commands, messages, names, more = {} }: Case): Sources {
  const commits: Commit[] = [];
  let incident: Incident | undefined;
  for (const [time, command] of commands) {
    const at = timeOn(day, time);
    const decision = decide(incident, command, {
      at,
      workflows: workflow ? [workflow] : [],
      settings: defaultSettings,
    });
    if (decision.type === 'refusal') throw new Error(`${time} ${command.type}: ${decision.reason}`);
    const version = commits.length + 1;
    const commit = { incident: id, version, cause: `cause-${version}`, recordedAt: at, entries: decision.entries };
    commits.push(commit);
    incident = fold(incident, [commit]);
  }
  if (!incident) throw new Error('nothing happened');
  return {
    incident,
    commits,
    workflows: workflow ? [workflow] : [],
    channel: { messages: messages.map((said, index) => written(said, day, index)) },
    people: { show: 'names', names },
    canaryRuns: [],
    metrics: [],
    past: [],
    runbooks: [],
    draftedAt: timeOn(day, '23:59:00'),
    ...more,
  };
}

function written([time, user, text, more = {}]: Said, day: string, index: number): ChannelMessage {
  const ts = tsOf(timeOn(day, time), index);
  return { ts, user, text, permalink: `https://slack.example/archives/${channel}/p${ts.replace('.', '')}`, ...more };
}
