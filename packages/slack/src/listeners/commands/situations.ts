import type { Status } from '@tocsin/incident';

/** Where somebody asks for help: in the channel of an incident of this status, in another, in direct messages. */
export type Situation = Status | 'elsewhere' | 'direct';

interface Words {
  readonly title: string;
  readonly words: readonly string[];
}

const looking = ['status', 'catchup', 'timeline'];
const opening = ['open', 'declare', 'list'];

/** What is worth doing first, by where the incident stands; whatever else can be done there comes behind it. */
const first: Readonly<Record<Situation, Words>> = {
  declared: { title: 'Nobody is on it yet', words: ['ack', 'take', 'runbook', 'severity', 'page', 'join'] },
  acknowledged: {
    title: 'While it is being mended',
    words: ['runbook', 'update', 'take', 'handoff', 'step', 'severity', 'mitigated'],
  },
  mitigated: { title: 'Users are well again', words: ['update', 'resolve', 'note', 'action', 'snooze'] },
  resolved: { title: 'It is resolved', words: ['postmortem', 'action', 'note', 'update', 'close', 'reopen'] },
  closed: { title: 'It is closed', words: ['postmortem', ...looking] },
  elsewhere: { title: 'From anywhere', words: [...opening, 'status', 'catchup'] },
  direct: { title: 'Here, without the slash', words: [...opening, 'status', 'catchup'] },
};

/** What makes no sense there, or would only be refused. */
const senseless: Readonly<Record<Situation, readonly string[]>> = {
  declared: ['handoff', 'reopen', 'close', 'unmerge'],
  acknowledged: ['ack', 'reopen', 'close'],
  mitigated: ['ack', 'mitigated', 'reopen', 'close'],
  resolved: ['ack', 'take', 'role', 'handoff', 'severity', 'step', 'mitigated', 'resolve', 'page', 'snooze', 'merge'],
  closed: [
    'ack',
    'take',
    'role',
    'handoff',
    'severity',
    'step',
    'note',
    'update',
    'mitigated',
    'resolve',
    'reopen',
    'close',
    'page',
    'snooze',
    'merge',
    'join',
  ],
  elsewhere: [],
  direct: [],
};

const everywhere = ['open', 'declare', 'list'];

/** All words, grouped by what fits: what to do now, what else can be done, what can be done anywhere. */
export function wordsFor(situation: Situation, all: readonly string[]): Words[] {
  const { title, words } = first[situation];
  const now = words.filter((word) => all.includes(word));
  const rest = all.filter((word) => !now.includes(word) && !senseless[situation].includes(word));
  const inChannel = situation !== 'elsewhere' && situation !== 'direct';
  const groups = [
    { title, words: now },
    {
      title: inChannel ? 'Also here' : 'In an incident’s channel, or with its id',
      words: rest.filter((word) => !everywhere.includes(word)),
    },
    { title: 'Anywhere', words: rest.filter((word) => everywhere.includes(word)) },
  ];
  return groups.filter((group) => group.words.length > 0);
}
