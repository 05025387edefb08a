import { beforeEach, describe, expect, it } from 'vitest';
import { ChatError } from './errors.ts';
import { type Described, type People, type PeopleMemory, type Remembered, rememberingPeople } from './people.ts';

const [minute, day] = [60_000, 86_400_000];
const ana: Described = { id: 'U0ANA', name: 'Ana', kind: 'member', tz: 'Europe/Rome' };

let now: number;
let table: Map<string, Remembered<unknown>>;
let asked: string[];
let away: boolean;
let members: string[];
let people: People;

beforeEach(() => {
  now = Date.parse('2026-11-05T14:00:00Z');
  table = new Map();
  asked = [];
  away = false;
  members = ['U0ANA'];
  people = process();
});

/** Another process knows what is in the table and no more. */
function process(): People {
  const ask = async <Value>(what: string, value: Value): Promise<Value> => {
    asked.push(what);
    if (away) throw new ChatError({ method: what, slackCode: 'timeout', retry: 'unknown-outcome' });
    return value;
  };
  const recall = async (key: string) => table.get(key) as never;
  const remember = async (key: string, said: Remembered<unknown>) => void table.set(key, said);
  const memory: PeopleMemory = {
    recallPerson: recall,
    rememberPerson: remember,
    recallMembers: recall,
    rememberMembers: remember,
  };
  return rememberingPeople({
    directory: {
      person: (id) => ask(id, { ...ana, id }),
      members: (group) => ask(group, members),
      roster: () => ask('roster', []),
      groups: () => ask('groups', []),
    },
    memory,
    clock: { now: () => new Date(now) },
    log: { info() {}, warn() {}, error() {} },
  });
}

describe('who somebody is', () => {
  it('is asked again after a day, by whichever process comes first', async () => {
    expect(await people.describe('U0ANA')).toEqual(ana);
    await people.describe('U0ANA');
    now += day;
    expect(await process().describe('U0ANA')).toEqual(ana);
    expect(asked).toEqual(['U0ANA']);
    now += minute;
    await people.describe('U0ANA');
    await process().describe('U0ANA');
    expect(asked).toEqual(['U0ANA', 'U0ANA']);
  });

  it('is what was known, for some days, when Slack does not say', async () => {
    await people.describe('U0ANA');
    away = true;
    now += 3 * day;
    expect(await people.describe('U0ANA')).toEqual(ana);
    expect(await process().describe('U0ANA')).toEqual(ana);
    now += 20 * day;
    expect(await people.describe('U0ANA')).toBeUndefined();
    expect(await process().describe('U0ANA')).toBeUndefined();
  });
});

describe('who is in a group', () => {
  it('holds for five minutes', async () => {
    expect(await people.members('S0TEAM')).toEqual(['U0ANA']);
    members = [];
    now += 5 * minute;
    expect(await people.members('S0TEAM')).toEqual(['U0ANA']);
    now += 1;
    expect(await people.members('S0TEAM')).toEqual([]);
  });

  it('is what was known within a day when Slack does not say, and unknown after that', async () => {
    await people.members('S0TEAM');
    away = true;
    now += day;
    expect(await process().members('S0TEAM')).toEqual(['U0ANA']);
    now += 1;
    expect(await process().members('S0TEAM')).toBeUndefined();
  });
});

it('what the table does not take is said all the same', async () => {
  table.set = () => {
    throw new Error('throttled');
  };
  expect(await people.describe('U0ANA')).toEqual(ana);
});
