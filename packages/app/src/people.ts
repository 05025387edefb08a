import type { Kind } from '@tocsin/incident';
import { ChatError } from './errors.ts';
import type { Clock, Log } from './ports.ts';

/** Somebody as Slack knows them. */
export interface Described {
  readonly id: string;
  readonly name: string;
  readonly kind: Exclude<Kind, 'unknown'>;
  /** IANA time zone, if Slack has one. */
  readonly tz?: string;
}

/** Somebody, or a group of people, by the names that others type. */
export interface Named {
  readonly type: 'person' | 'group';
  readonly id: string;
  /** `@ana`, and how they are shown. */
  readonly names: readonly string[];
}

/** Who people are and which groups they are in, remembered, so that Slack is seldom asked and may be away. */
export interface People {
  /** Undefined when Slack does not say in time and nothing is remembered. */
  describe(user: string): Promise<Described | undefined>;
  /** Slack user ids of a group's members; undefined as above. */
  members(group: string): Promise<readonly string[] | undefined>;
  /** Everybody who may be meant by a name; undefined when Slack does not say in time, or has too many to be sure. */
  roster(): Promise<readonly Named[] | undefined>;
  /** The workspace's user groups, by handle and by name; undefined when Slack does not say in time. */
  groups(): Promise<readonly Named[] | undefined>;
}

/** Slack's own answers. Throws ChatError alone, and soon: a person waits. */
export interface Directory {
  person(user: string): Promise<Described>;
  members(group: string): Promise<readonly string[]>;
  /** Undefined: there are more than can be read while a person waits. */
  roster(): Promise<readonly Named[] | undefined>;
  groups(): Promise<readonly Named[]>;
}

export interface Remembered<Value> {
  /** When Slack said so, ISO 8601. */
  readonly at: string;
  readonly value: Value;
}

/** What outlives a process of what Slack said. */
export interface PeopleMemory {
  recallPerson(user: string): Promise<Remembered<Described> | undefined>;
  rememberPerson(user: string, said: Remembered<Described>): Promise<void>;
  recallMembers(group: string): Promise<Remembered<readonly string[]> | undefined>;
  rememberMembers(group: string, said: Remembered<readonly string[]>): Promise<void>;
}

const day = 86_400_000;
/** How long an answer is taken as it is, and how old it may be when Slack does not give a new one. */
const ages = {
  // Who somebody is changes seldom; that long ago is better than not at all, and the table forgets in time.
  person: { fresh: day, usable: 15 * day },
  members: { fresh: 5 * 60_000, usable: day },
  roster: { fresh: 10 * 60_000, usable: day },
  groups: { fresh: 10 * 60_000, usable: day },
} as const;

export function rememberingPeople({
  directory,
  memory,
  clock,
  log,
}: {
  readonly directory: Directory;
  readonly memory: PeopleMemory;
  readonly clock: Clock;
  readonly log: Log;
}): People {
  const around = { clock, log };
  // They outgrow an item of the table; a process asks once in a while.
  const inProcess = { ...around, recall: async () => undefined, remember: async () => {} };
  const roster = remembering({ ...inProcess, what: 'roster', ask: () => directory.roster() });
  const groups = remembering({ ...inProcess, what: 'groups', ask: () => directory.groups() });
  return {
    describe: remembering({
      ...around,
      what: 'person',
      ask: (id) => directory.person(id),
      recall: (id) => memory.recallPerson(id),
      remember: (id, said) => memory.rememberPerson(id, said),
    }),
    members: remembering({
      ...around,
      what: 'members',
      ask: (id) => directory.members(id),
      recall: (id) => memory.recallMembers(id),
      remember: (id, said) => memory.rememberMembers(id, said),
    }),
    roster: () => roster('all'),
    groups: () => groups('all'),
  };
}

/** One request may ask several times; Slack waits for it three seconds in all, so a Slack that is away is tried once. */
const silenceMs = 3_000;

interface Source<Value> {
  readonly what: keyof typeof ages;
  readonly ask: (id: string) => Promise<Value>;
  readonly recall: (id: string) => Promise<Remembered<Value> | undefined>;
  readonly remember: (id: string, said: Remembered<Value>) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

/** From this process's memory, else from the table, else from Slack; an older answer if Slack has none. */
function remembering<Value>({ what, ask, recall, remember, clock, log }: Source<Value>) {
  const known = new Map<string, Remembered<Value>>();
  const asked = new Map<string, Promise<Value | undefined>>();
  const unsaid = new Map<string, number>();
  const { fresh, usable } = ages[what];
  const young = (said: Remembered<Value> | undefined, age: number): said is Remembered<Value> =>
    said !== undefined && clock.now().getTime() - Date.parse(said.at) <= age;
  // A list asks for the same person once a line, all at once.
  return (id: string): Promise<Value | undefined> => {
    const under = asked.get(id) ?? answer(id).finally(() => asked.delete(id));
    asked.set(id, under);
    return under;
  };
  async function answer(id: string): Promise<Value | undefined> {
    const here = known.get(id);
    if (young(here, fresh)) return here.value;
    const recalled = await recall(id);
    const latest = young(recalled, usable) ? recalled : here;
    if (young(recalled, fresh)) {
      known.set(id, recalled);
      return recalled.value;
    }
    const silent = unsaid.get(id);
    if (silent !== undefined && clock.now().getTime() - silent < silenceMs)
      return young(latest, usable) ? latest.value : undefined;
    try {
      const said = { at: clock.now().toISOString(), value: await ask(id) };
      known.set(id, said);
      // Whoever asks next can ask Slack as well: that it is not remembered keeps nobody from anything.
      await remember(id, said).catch((error: unknown) => log.warn('people', { what, id, error }));
      return said.value;
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      const { slackCode: code } = error;
      unsaid.set(id, clock.now().getTime());
      log.warn('people', { what, id, code, remembered: young(latest, usable) });
      return young(latest, usable) ? latest.value : undefined;
    }
  }
}
