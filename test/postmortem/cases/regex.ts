import { type AlarmFact, type CanaryRun, person } from '@tocsin/incident';
import { defineDependency, defineWorkflow, hard } from '@tocsin/workflow';
import type { Case } from '../case.ts';
import type { Judged, Published } from '../published.ts';

const waf = defineDependency({ id: 'waf', title: 'Web application firewall' });
const edge = defineWorkflow({
  id: 'serve-requests',
  title: 'Serve a site',
  summary: 'A visitor asks for a page of a customer and gets it.',
  owner: { team: 'Edge SRE' },
  runbook: 'runbook.md',
  slo: { objective: 99.9, window: '30d' },
  links: { source: 'https://git.example/edge' },
  severity: 'SEV1',
  steps: {
    connect: { title: 'Connect to the edge', service: 'Edge' },
    proxy: { title: 'Get the page', service: 'Edge', needs: [hard(waf)] },
    dashboard: { title: 'Use the dashboard', service: 'Dashboard' },
  },
});

const at = (minutes: number): string => new Date(Date.UTC(2019, 6, 2, 13, minutes)).toISOString();
const alarm = (name: string, value: 'ALARM' | 'OK', minutes: number, reason: string): AlarmFact => ({
  key: `arn:${name}`,
  name,
  arn: `arn:${name}`,
  account: '123456789012',
  region: 'eu-west-1',
  value,
  at: at(minutes),
  reason,
  link: `https://console.example/alarms/${name}`,
  workflow: 'serve-requests',
  step: 'proxy',
  degraded: false,
  fromCanary: true,
});
const run = (minutes: number, reason?: string): CanaryRun => {
  const result = { startedAt: at(minutes), durationMs: 300, degraded: [], evidence: [] };
  return {
    runId: `run-${minutes}`,
    workflow: 'serve-requests',
    startedAt: at(minutes),
    completedAt: at(minutes + 0.4),
    ok: reason === undefined,
    link: `https://console.example/canary/${minutes}`,
    results: [
      { ...result, step: 'connect', status: 'passed' },
      reason === undefined
        ? { ...result, step: 'proxy', status: 'passed' }
        : { ...result, step: 'proxy', status: 'failed', reason, dependency: 'waf' },
    ],
  };
};

const [ines, omar, lee, kim] = ['U0INES0001', 'U0OMAR0001', 'U0LEE00001', 'U0KIM00001'];
const [ic, sre] = [person(ines), person(omar)];

/** Cloudflare's outage of 2 July 2019, from its published account of 12 July; who said what is made up. */
export const regex: Case = {
  id: '20190702-regex001',
  day: '2019-07-02',
  workflow: edge,
  names: { [ines]: 'Ines', [omar]: 'Omar', [lee]: 'Lee', [kim]: 'Kim' },
  commands: [
    [
      '13:45:05',
      {
        type: 'observe-alarms',
        alarms: [alarm('waf-end-to-end-test', 'ALARM', 45, 'the synthetic test of the firewall fails')],
        canary: run(44, 'HTTP 502'),
        key: 'workflow:serve-requests',
      },
    ],
    ['13:45:08', { type: 'record-channel', channel: 'C0EDGE0001', name: 'inc-edge' }],
    ['13:46:00', { type: 'acknowledge', by: sre }],
    ['13:47:00', { type: 'assign-role', by: sre, role: 'commander', to: ines }],
    [
      '13:48:00',
      {
        type: 'observe-alarms',
        alarms: [alarm('global-traffic-drop', 'ALARM', 48, 'traffic fell by 80 %')],
        key: 'workflow:serve-requests',
      },
    ],
    ['14:00:00', { type: 'note', by: sre, text: 'the firewall is what burns the CPU; an attack is ruled out' }],
    ['14:02:00', { type: 'note', by: ic, text: 'proposed: terminate the firewall everywhere' }],
    [
      '14:09:00',
      {
        type: 'mitigate',
        by: ic,
        note: 'global terminate of the managed rules, traffic and CPU are back at what they were',
      },
    ],
    ['14:52:00', { type: 'resolve', by: ic, note: 'the firewall is on again everywhere, without the rule' }],
    [
      '15:10:00',
      {
        type: 'add-action',
        by: ic,
        text: 'Put back the protection against excessive CPU use of a rule',
        kind: 'prevent',
        owner: lee,
        due: '2019-07-03',
      },
    ],
    [
      '15:11:00',
      {
        type: 'add-action',
        by: ic,
        text: 'Inspect all 3,868 managed rules for backtracking',
        kind: 'prevent',
        owner: lee,
        due: '2019-07-05',
      },
    ],
    [
      '15:12:00',
      {
        type: 'add-action',
        by: ic,
        text: 'Performance profiles of all rules in the test suite',
        kind: 'detect',
        owner: omar,
        due: '2019-07-19',
      },
    ],
    [
      '15:13:00',
      {
        type: 'add-action',
        by: ic,
        text: 'Another regular expression engine with guarantees on run time',
        kind: 'prevent',
        owner: lee,
        due: '2019-07-31',
      },
    ],
    [
      '15:14:00',
      {
        type: 'add-action',
        by: ic,
        text: 'Staged rollout of rules as of all other software',
        kind: 'process',
        owner: ines,
        due: '2019-08-31',
      },
    ],
    [
      '15:15:00',
      { type: 'add-action', by: ic, text: 'Take the dashboard off our own edge in an emergency', kind: 'mitigate' },
    ],
  ],
  messages: [
    ['13:45:40', omar, 'CPU is at 100% in every data centre, visitors see 502'],
    ['13:49:00', kim, 'traffic dropped by 80%, all customers are affected'],
    ['13:50:00', lee, 'is it an attack?', {}],
    ['13:51:00', omar, 'does not look like one, it is the same everywhere'],
    ['13:53:00', kim, 'customers can’t reach the dashboard or the API either, they go through the edge'],
    ['13:55:00', omar, 'I can’t log in to the control panel, my credentials timed out for security; locked out'],
    ['13:56:00', ines, 'the internal tools are behind the edge too, the bypass is not well trained, who has used it?'],
    ['13:58:00', lee, 'new firewall rules were deployed at 13:42, a rule against inline scripts, in simulate mode'],
    [
      '14:00:20',
      lee,
      'turns out simulate mode runs the rule all the same: the regular expression `.*(?:.*=.*)` backtracks',
    ],
    ['14:03:00', lee, 'rolling back takes two full builds of the firewall, that is too slow'],
    ['14:04:00', ines, 'decision: global terminate of the managed rules'],
    ['14:07:00', omar, 'global terminate is executed'],
    ['14:08:30', omar, 'CPU is dropping, traffic is recovering'],
    ['14:20:00', lee, 'the CPU guard was removed by mistake in a refactoring weeks ago'],
    ['14:21:00', lee, 'the test suite did not know about CPU, only about what a rule blocks'],
    ['14:22:00', lee, 'our procedure lets a rule that is no emergency go everywhere without a staged rollout'],
    ['14:24:00', kim, 'the status page was updated too slow, and the first alert on the global drop took too long'],
    ['14:30:00', lee, 'the engine we use has no guarantee against this, that surprised me'],
  ],
  more: {
    canaryRuns: [
      run(40),
      run(41),
      ...Array.from({ length: 27 }, (_, index) => run(42 + index, 'HTTP 502')).filter(
        ({ runId }) => runId !== 'run-44',
      ),
      run(69),
    ],
    metrics: [
      {
        id: 'traffic',
        title: 'Share of requests served',
        type: 'sli',
        unit: '%',
        query: 'served / received, all data centres',
        from: at(0),
        to: at(120),
        periodSeconds: 60,
        points: Array.from({ length: 120 }, (_, index) => ({
          at: at(index),
          value: index >= 42 && index < 69 ? 20 : 100,
        })),
      },
    ],
    past: [
      {
        id: '20190301-cpu00001',
        title: 'CPU spikes on some machines',
        at: '2019-03-01T09:00:00.000Z',
        severity: 'SEV3',
        workflow: 'serve-requests',
        step: 'proxy',
        dependency: 'waf',
        alarms: [],
      },
      {
        id: '20190401-secret01',
        title: 'Not for everybody',
        at: '2019-04-01T09:00:00.000Z',
        severity: 'SEV1',
        workflow: 'serve-requests',
        step: 'proxy',
        alarms: [],
        private: true,
      },
    ],
    draftedAt: '2019-07-02T16:00:00.000Z',
  },
};

export const regexFacts: readonly Published[] = [
  ['27 minutes', 'Summary', /for 27 min \(2019-07-02 13:42:00 to 2019-07-02 14:09:00\)/],
  ['began 13:42 with the deployment', 'Six clocks', /Fault began.*13:42:00/],
  ['deployed at 13:42', 'Trigger and contributing factors', /Trigger[\s\S]*rules were deployed at 13:42/],
  [
    'detected by the firewall’s own test within three minutes',
    'Detection',
    /3 min after the fault began: the alarm .waf-end-to-end-test. fired/,
  ],
  ['traffic fell by 80 %', 'Impact', /fell to 20 %/],
  ['more than the month’s budget is 43 minutes; half of it was spent', 'Impact', /21\.6 of them \(50 %\)/],
  ['visitors saw 502', 'Where in the workflow', /failed in .proxy.: “HTTP 502”/],
  ['customers could not reach dashboard and API', 'What made it worse', /can’t reach the dashboard or the API/],
  ['people lost access: credentials timed out', 'What made it worse', /credentials timed out/],
  ['bypass not well trained', 'Timeline', /bypass is not well trained/],
  ['the expression backtracks', 'Trigger and contributing factors', /backtracks/],
  ['simulate mode runs the rule', 'Trigger and contributing factors', /simulate mode runs the rule all the same/],
  ['the guard was removed by mistake', 'What made it worse', /CPU guard was removed by mistake/],
  ['no view of CPU in the tests', 'Lessons', /surprised us[\s\S]*test suite did not know about CPU/],
  ['rollback needed two builds', 'What made it worse', /two full builds/],
  ['the first alert on the global drop was late', 'What made it worse', /took too long/],
  [
    'the firewall found as the cause at 14:00',
    'Timeline',
    /14:00:00 \| Omar noted “the firewall is what burns the CPU/,
  ],
  ['an attack ruled out', 'Timeline', /an attack is ruled out/],
  ['global terminate executed 14:07', 'Timeline', /14:07:00 .*executed/],
  ['decided to terminate', 'Response', /decision: global terminate/],
  ['back at 14:09', 'Resolution', /14:09:00.*global terminate/],
  ['on again at 14:52', 'Resolution', /Fix[\s\S]*14:52:00.*on again everywhere/],
  ['3,868 rules to inspect', 'Action items', /A2 .*3,868.*prevent.*Lee.*2019-07-05/],
  ['another engine', 'Action items', /Another regular expression engine/],
  ['staged rollout', 'Action items', /Staged rollout of rules.*process/],
  ['an item nobody took is found', 'Before review', /A6 has no owner/],
];

export const regexJudgments: readonly Judged[] = [
  ['which of these set it off', 'Trigger and contributing factors', /Which of these set it off/],
  ['that eleven factors came together', 'Trigger and contributing factors', /technical, process and organisational/],
  ['that rules go out fast for a good reason', 'Trigger and contributing factors', /What made each a sensible thing/],
  ['an apology', 'Notes to send', /External/],
];
