import { type AlarmFact, type CanaryRun, person } from '@tocsin/incident';
import { defineDependency, defineWorkflow, hard, soft } from '@tocsin/workflow';
import type { Case } from '../case.ts';

const identity = defineDependency({ id: 'identity', title: 'Identity' });
const tileServer = defineDependency({ id: 'tile-server', title: 'Tile server' });
const thumbnails = defineDependency({ id: 'thumbnails', title: 'Thumbnails' });

export const viewer = defineWorkflow({
  id: 'viewer',
  title: 'View a design',
  summary: 'Someone signs in and looks at a design.',
  owner: { team: 'Viewer' },
  runbook: 'runbook.md',
  slo: { objective: 99.9, window: '28d' },
  links: { source: 'https://git.example/viewer' },
  steps: {
    'sign-in': { title: 'Sign in', service: 'Front', needs: [hard(identity)] },
    view: { title: 'Open the viewer', service: 'Viewer', needs: [hard(tileServer), soft(thumbnails)] },
    share: { title: 'Share it', service: 'Front' },
  },
});

const alarm = (value: 'ALARM' | 'OK', at: string): AlarmFact => ({
  key: 'arn:view',
  name: 'tocsin/prod/viewer/step-failing/view',
  arn: 'arn:view',
  account: '123456789012',
  region: 'eu-west-1',
  value,
  at: `2026-11-05T${at}.000Z`,
  reason: 'Threshold Crossed: 1 datapoint [0.0] was less than the threshold (90.0).',
  link: 'https://console.example/alarm',
  workflow: 'viewer',
  step: 'view',
  degraded: false,
  fromCanary: true,
});

export const run = (minute: number, failed?: string): CanaryRun => {
  const startedAt = `2026-11-05T${String(13 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00.000Z`;
  const passed = { status: 'passed', startedAt, durationMs: 200, degraded: [], evidence: [] } as const;
  return {
    runId: `run-${minute}`,
    workflow: 'viewer',
    startedAt,
    completedAt: startedAt.replace(':00.000', ':20.000'),
    ok: failed === undefined,
    link: `https://console.example/canary/${minute}`,
    results: [
      { ...passed, step: 'sign-in' },
      failed === undefined
        ? { ...passed, step: 'view' }
        : {
            ...passed,
            step: 'view',
            status: 'failed',
            reason: failed,
            dependency: 'tile-server',
            evidence: [{ label: 'HTTP', value: '503' }],
          },
      { ...passed, step: 'share', status: failed === undefined ? 'passed' : 'blocked' },
    ],
  };
};

const [ana, ben] = ['U0ANA00001', 'U0BEN00001'];
const by = person(ana);

/** An ordinary bad afternoon: a deployment, a canary that sees it, people who roll back. */
export const tiles: Case = {
  id: '20261105-k3v9q2xw',
  day: '2026-11-05',
  workflow: viewer,
  names: { [ana]: 'Ana Lima', [ben]: 'Ben Okoye' },
  commands: [
    [
      '14:03:05',
      {
        type: 'observe-alarms',
        alarms: [alarm('ALARM', '14:03:00')],
        canary: run(61, 'HTTP 503'),
        key: 'workflow:viewer',
      },
    ],
    ['14:03:07', { type: 'record-channel', channel: 'C0INC00001', name: 'inc-1105-viewer-view' }],
    ['14:05:00', { type: 'take-command', by }],
    [
      '14:06:00',
      {
        type: 'post-update',
        by,
        text: 'Designs do not open.',
        impact: 'Nobody can open a design, about 4,000 users an hour',
      },
    ],
    ['14:09:00', { type: 'note', by, text: 'rolled back tile server 4.2.1, see `kubectl rollout undo deploy/tiles`' }],
    ['14:12:00', { type: 'add-action', by, text: 'Alarm on 5xx of the tile server', kind: 'detect' }],
    ['14:30:00', { type: 'mitigate', by, note: 'rolled back' }],
    ['14:50:00', { type: 'resolve', by, note: '4.2.2 reads the old cache keys' }],
  ],
  messages: [
    ['14:03:30', ben, 'looking'],
    ['14:04:00', ben, 'tile server 4.2.1 was deployed at 13:58. Could it be that?'],
    ['14:06:30', ana, 'yes, all tile requests fail with 503 since then'],
    ['14:07:00', ben, ':eyes:'],
    ['14:08:00', ana, 'decision: we roll back, <@U0BEN00001> watches the error rate'],
    ['14:16:00', ben, 'still failing in eu-west-1, the rollback is stuck on one node'],
    ['14:27:00', ben, 'error rate is dropping, tiles are back in all regions'],
    ['14:28:00', ana, 'lucky that 4.2.0 was still in the registry, it gets pruned tonight'],
    ['14:40:00', ben, 'turns out the cache keys changed: 4.2.1 could not read what 4.2.0 wrote'],
    ['14:41:00', ben, 'follow-up: we need to test a tile server against the cache of the one before'],
    ['14:42:00', ana, 'who owns the pruning job?'],
  ],
  more: {
    canaryRuns: [
      ...[55, 56, 57, 58].map((minute) => run(minute)),
      run(59, 'HTTP 503'),
      run(60, 'HTTP 503'),
      run(62, 'HTTP 503'),
      run(86, 'HTTP 503'),
      run(87),
    ],
    metrics: [
      {
        id: 'sli',
        title: 'Availability of “View a design”',
        type: 'sli',
        unit: '%',
        query: 'SELECT AVG(SuccessPercent) FROM CloudWatchSynthetics WHERE CanaryName = tocsin_prod_viewer',
        from: '2026-11-05T13:30:00.000Z',
        to: '2026-11-05T15:00:00.000Z',
        periodSeconds: 60,
        points: Array.from({ length: 90 }, (_, index) => ({
          at: new Date(Date.UTC(2026, 10, 5, 13, 30 + index)).toISOString(),
          value: index >= 29 && index < 57 ? 4 : 100,
        })),
        link: 'https://console.example/metrics',
      },
    ],
    past: [
      {
        id: '20260901-aaaaaaaa',
        title: 'Tiles slow',
        at: '2026-09-01T10:00:00.000Z',
        severity: 'SEV3',
        workflow: 'viewer',
        step: 'view',
        dependency: 'tile-server',
        alarms: [],
        factors: ['cold cache'],
        open: ['A2 warm the cache'],
      },
      {
        id: '20260902-bbbbbbbb',
        title: 'Sign-in down',
        at: '2026-09-02T10:00:00.000Z',
        severity: 'SEV2',
        workflow: 'other',
        step: 'sign-in',
        alarms: [],
      },
    ],
  },
};
