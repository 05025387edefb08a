import type { RunbookOfferView, WalkView } from '@tocsin/app';

const alice = 'U0ALICE';
const bob = 'U0BOB';

/** Views for tests: a walk at its third step, which looks at a table. */
export const walking: WalkView = {
  type: 'walk',
  incident: '20261105-k3v9q2xw',
  walk: 'R1',
  title: 'Users see old designs',
  url: 'https://git.example/tree/main/runbooks/translation-cache.md',
  startedAt: '2026-11-05T14:02:00.000Z',
  startedBy: alice,
  walkers: [alice, bob],
  settled: 2,
  total: 6,
  skipped: 1,
  didNotWork: 0,
  trail: [
    {
      id: 'say-so',
      title: 'Tell those who wait',
      outcome: { type: 'done', by: alice, at: '2026-11-05T14:03:00.000Z' },
      attempts: 1,
      seconds: 60,
      notes: [{ by: bob, at: '2026-11-05T14:03:10.000Z', text: 'the status page is slow too' }],
    },
    {
      id: 'changed',
      title: 'Look for what was changed',
      outcome: { type: 'skipped', by: bob, at: '2026-11-05T14:04:00.000Z', why: 'nothing was deployed today' },
      attempts: 1,
      notes: [],
    },
  ],
  current: {
    id: 'can-the-table-be-read',
    title: 'Can the table be read?',
    kind: 'check',
    attempt: 2,
    text: [
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: 'The canary’s own record; see ' },
          { type: 'link', url: '../design-viewer/runbook.md', content: [{ type: 'text', text: 'the whole path' }] },
          { type: 'text', text: '.' },
        ],
      },
    ],
    base: 'https://git.example/tree/main/runbooks/translation-cache.md',
    spec: [
      { name: 'check', value: 'dynamodb' },
      { name: 'table', value: 'demo-translation-cache' },
      { name: 'key.design', value: 'canary-cube' },
      { name: 'expect.status', value: '= READY' },
    ],
    state: { type: 'active', since: '2026-11-05T14:05:00.000Z' },
    moves: ['start', 'done', 'skip', 'did-not-work', 'back', 'note', 'stop'],
    answers: [],
    notes: [],
    earlier: [
      {
        type: 'checked',
        by: 'tocsin',
        at: '2026-11-05T14:04:30.000Z',
        asExpected: false,
        said: 'status: OLD, expected = READY',
      },
    ],
  },
  waysBack: [],
};

export const offered: RunbookOfferView = {
  type: 'runbook-offer',
  incident: walking.incident,
  offered: {
    file: 'runbooks/translation-cache.md',
    title: walking.title,
    steps: 9,
    owner: 'Viewer',
    lastReviewed: '2026-11-02',
    url: 'https://git.example/tree/main/runbooks/translation-cache.md',
  },
  reason: 'for the dependency translation-cache',
  others: 2,
};
