import { type AlarmFact, type CanaryRun, person } from '@tocsin/incident';
import { defineDependency, defineWorkflow, hard } from '@tocsin/workflow';
import type { Case } from '../case.ts';
import type { Judged, Published } from '../published.ts';

const backend = defineDependency({ id: 'search-backend', title: 'Search backend' });
const corpus = defineDependency({ id: 'corpus-index', title: 'Corpus index' });
const search = defineWorkflow({
  id: 'shakespeare-search',
  title: 'Search Shakespeare',
  summary: 'Someone looks for a passage and reads it.',
  owner: { team: 'Shakespeare SRE' },
  runbook: 'runbook.md',
  slo: { objective: 99.9, window: '28d' },
  links: { source: 'https://git.example/shakespeare' },
  steps: {
    query: { title: 'Ask for a passage', service: 'Frontend', needs: [hard(backend), hard(corpus)] },
    read: { title: 'Read it', service: 'Frontend', needs: [hard(corpus)] },
  },
});

const alarm: AlarmFact = {
  key: 'arn:ManyHttp500s',
  name: 'ManyHttp500s',
  arn: 'arn:ManyHttp500s',
  account: '123456789012',
  region: 'eu-west-1',
  value: 'ALARM',
  at: '2015-10-21T14:55:00.000Z',
  reason: 'HTTP 500s in all clusters',
  link: 'https://console.example/alarms/ManyHttp500s',
  workflow: 'shakespeare-search',
  step: 'query',
  degraded: false,
  fromCanary: true,
};
const at = (minutes: number): string => new Date(Date.UTC(2015, 9, 21, 14, minutes)).toISOString();
const run = (minutes: number, reason?: string): CanaryRun => {
  const result = { startedAt: at(minutes), durationMs: 300, degraded: [], evidence: [] };
  return {
    runId: `run-${minutes}`,
    workflow: 'shakespeare-search',
    startedAt: at(minutes),
    completedAt: at(minutes + 0.5),
    ok: reason === undefined,
    link: `https://console.example/canary/${minutes}`,
    results: [
      reason === undefined
        ? { ...result, step: 'query', status: 'passed' }
        : { ...result, step: 'query', status: 'failed', reason, dependency: 'search-backend' },
    ],
  };
};

const [jennifer, martym, docbrown, clarac, agoogler] = [
  'U0JENNIFER',
  'U0MARTYM01',
  'U0DOCBROWN',
  'U0CLARAC01',
  'U0AGOOGLER',
];
const [jen, doc] = [person(jennifer), person(docbrown)];
/** As if 1.21 billion queries had come in evenly from 14:54 to 15:36, and none of them had been answered. */
const minutes = Array.from({ length: 43 }, (_, index) => at(54 + index));
const series = {
  unit: '',
  from: at(30),
  to: at(120),
  periodSeconds: 60,
  query: 'sum by (cluster) of answered / asked',
};

/** Appendix D of Google's Site Reliability Engineering (2016), told as Tocsin would have seen it. */
export const sonnet: Case = {
  id: '20151021-sonnet01',
  day: '2015-10-21',
  workflow: search,
  names: {
    [jennifer]: 'jennifer',
    [martym]: 'martym',
    [docbrown]: 'docbrown',
    [clarac]: 'clarac',
    [agoogler]: 'agoogler',
  },
  commands: [
    ['14:55:05', { type: 'observe-alarms', alarms: [alarm], key: 'workflow:shakespeare-search' }],
    ['14:55:07', { type: 'record-channel', channel: 'C0SHAKES01', name: 'shakespeare' }],
    ['14:58:00', { type: 'acknowledge', by: doc }],
    ['14:58:30', { type: 'note', by: doc, text: 'backend crash rate is very high in all clusters' }],
    ['15:01:00', { type: 'assign-role', by: doc, role: 'commander', to: jennifer }],
    [
      '15:03:00',
      {
        type: 'post-update',
        by: jen,
        text: 'Search is down, a cascading failure.',
        impact: 'All traffic to Shakespeare search is failing',
      },
    ],
    ['15:12:00', { type: 'join', by: doc, who: clarac }],
    ['15:12:10', { type: 'join', by: doc, who: agoogler }],
    [
      '15:36:00',
      {
        type: 'mitigate',
        by: jen,
        note: 'updated index is in all clusters, traffic goes to the sacrificial cluster USA-2',
      },
    ],
    ['16:00:00', { type: 'resolve', by: jen, note: 'all traffic is balanced across all clusters with 10x capacity' }],
    [
      '16:10:00',
      {
        type: 'add-action',
        by: jen,
        text: 'Update the playbook with how to answer a cascading failure',
        kind: 'mitigate',
        owner: jennifer,
        due: '2015-10-28',
      },
    ],
    [
      '16:11:00',
      {
        type: 'add-action',
        by: jen,
        text: 'Plug the file descriptor leak in the ranking subsystem',
        kind: 'prevent',
        owner: agoogler,
        due: '2015-10-30',
      },
    ],
    [
      '16:12:00',
      {
        type: 'add-action',
        by: jen,
        text: 'Add load shedding to search',
        kind: 'prevent',
        owner: agoogler,
        due: '2015-11-20',
      },
    ],
    [
      '16:13:00',
      {
        type: 'add-action',
        by: jen,
        text: 'Test that servers answer queries of death sanely',
        kind: 'prevent',
        owner: clarac,
        due: '2015-11-20',
      },
    ],
    [
      '16:14:00',
      {
        type: 'add-action',
        by: jen,
        text: 'Freeze production until 2015-11-20, the error budget is spent',
        kind: 'process',
        owner: docbrown,
        due: '2015-10-22',
      },
    ],
    ['16:30:00', { type: 'finish-action', by: jen, action: 'A2' }],
    ['16:31:00', { type: 'close', by: jen }],
  ],
  messages: [
    ['14:55:30', docbrown, 'pager storm, looking'],
    ['14:57:00', docbrown, 'traffic is up 88x since a post pointed at us for the new sonnet, all requests are failing'],
    ['15:02:00', martym, 'coincidentally there is a mail about the sonnet on shakespeare-discuss, top of my inbox'],
    ['15:04:00', martym, 'found the text of the new sonnet, where is the documentation on updating the corpus?'],
    ['15:05:00', martym, 'found it'],
    ['15:06:00', docbrown, 'crash symptoms are identical in all tasks and all clusters, reading application logs'],
    ['15:10:00', martym, 'added the sonnet to the corpus, started the indexing job'],
    [
      '15:18:00',
      clarac,
      'smoking gun in the logs: file descriptors are exhausted. Confirmed in the code: it leaks one whenever a term is not in the corpus',
    ],
    ['15:20:00', martym, 'index job is done'],
    ['15:21:00', jennifer, 'decision: we raise the instance count until a task does some work before it dies'],
    ['15:23:00', docbrown, 'routed all traffic to USA-2 as the sacrificial cluster, so that the others can grow'],
    ['15:25:00', martym, 'started replicating the new index to all clusters'],
    ['15:28:00', docbrown, 'started a 2x increase of the instance count'],
    ['15:33:00', docbrown, 'tasks in the other clusters are failing again, same symptoms'],
    ['15:34:00', docbrown, 'found an order of magnitude mistake in our whiteboard numbers for the instance count'],
    ['15:36:00', jennifer, 'rolling back the load balancing, USA-2 takes it all again, then 5x more for 10x in total'],
    ['15:39:00', docbrown, 'started the second wave, to 10x'],
    ['15:41:00', jennifer, 'balancing 1% of traffic across all clusters'],
    ['15:43:00', docbrown, 'rate of 500s is nominal, task failures are rare'],
    ['15:50:00', jennifer, '30% of traffic is back on the other clusters, errors within SLO'],
    ['16:05:00', martym, 'lucky that the enthusiasts on the list had a copy of the sonnet'],
    ['16:06:00', clarac, 'and good thing the logs had stack traces that point at file descriptors'],
    [
      '16:20:00',
      docbrown,
      'we are out of practice with cascading failures, follow-up: cascading failure test in the next DiRT',
    ],
  ],
  more: {
    canaryRuns: [run(52), run(53), run(54, 'HTTP 500'), run(55, 'HTTP 500'), run(95, 'HTTP 500'), run(97)],
    metrics: [
      {
        ...series,
        id: 'sli',
        title: 'Queries answered',
        type: 'sli',
        unit: '%',
        points: minutes.map((one) => ({ at: one, value: 0 })),
      },
      {
        ...series,
        id: 'requests',
        title: 'Queries',
        type: 'requests',
        points: minutes.map((one) => ({ at: one, value: 1.21e9 / 43 })),
      },
    ],
    draftedAt: '2015-10-21T17:00:00.000Z',
    authors: [jennifer, martym, agoogler],
  },
};

export const sonnetFacts: readonly Published[] = [
  ['dated 2015-10-21', 'Particulars', /Declared \| 2015-10-21/],
  ['authors', 'Particulars', /Authors \| jennifer, martym and agoogler/],
  ['jennifer commands from 15:01', 'Particulars', /Incident commander \| jennifer from 2015-10-21 15:01:00/],
  ['the outage begins 14:54', 'Six clocks', /Fault began.*14:54:00/],
  ['a monitor noticed, at 14:55', 'Detection', /detected at 2015-10-21 14:55:00.*ManyHttp500s/],
  ['down for 66 minutes', 'Six clocks', /Time to resolve \| 1 h 6 min/],
  ['mitigated 15:36', 'Six clocks', /Mitigated.*15:36:00/],
  ['ends 16:00', 'Six clocks', /Resolved.*16:00:00/],
  ['1.21 billion queries lost', 'Impact', /1,210,000,000 requests/],
  ['the error budget exceeded', 'Impact', /43 of them \(106\.6 %\)/],
  ['all traffic was failing', 'Impact', /All traffic to Shakespeare search is failing/],
  ['a resource leak', 'Trigger and contributing factors', /leaks one whenever a term is not in the corpus/],
  ['a sudden increase in traffic set it off', 'Trigger and contributing factors', /Trigger[\s\S]*88x/],
  ['the load was 88 times the usual', 'Timeline', /14:57:00 \| docbrown wrote .*88x/],
  ['an indexing job resolved it', 'Timeline', /15:20:00 \| martym wrote .index job is done/],
  ['a sacrificial cluster', 'Resolution', /sacrificial cluster USA-2/],
  ['10x capacity', 'Resolution', /10x capacity/],
  ['updated index deployed', 'Resolution', /updated index is in all clusters/],
  ['a wrong number on the whiteboard', 'What made it worse', /order of magnitude mistake/],
  ['the first increase did not help', 'What made it worse', /failing again, same symptoms/],
  ['decision on the instance count', 'Response', /Decisions[\s\S]*raise the instance count/],
  ['luck: a copy of the sonnet was at hand', 'Lessons', /lucky\?[\s\S]*enthusiasts on the list had a copy/],
  ['luck: stack traces in the logs', 'Lessons', /lucky\?[\s\S]*logs had stack traces/],
  ['quickly alerted', 'Lessons', /went well\?[\s\S]*Time to detect: 1 min/],
  [
    'action items with type and owner',
    'Action items',
    /A2 \| “Plug the file descriptor leak in the ranking subsystem” \| prevent \| agoogler \| 2015-10-30 \| P1 \| done/,
  ],
  ['the freeze', 'Action items', /Freeze production until 2015-11-20/],
  ['a cascading failure test', 'Action items', /cascading failure test in the next DiRT.*process/],
];

export const sonnetJudgments: readonly Judged[] = [
  [
    'that a latent bug met a sudden increase in traffic',
    'Trigger and contributing factors',
    /Which of these set it off/,
  ],
  ['out of practice with cascading failures', 'Lessons', /What went wrong, or was harder/],
  ['no revenue impact', 'Impact', /Stated by people/],
  ['which action items come first', 'Action items', /Which few of these are worth doing\?/],
];
