import { defaultSettings, defineDependency, defineWorkflow, hard, soft } from '@tocsin/workflow';
import type { Context } from './decide.ts';
import type { AlarmFact, CanaryRun } from './evidence.ts';

/** A workflow with a branch: search stands on sign-in alone, view on the upload; tiles serve two steps. */
export const identity = defineDependency({ id: 'identity', title: 'Identity' });
export const store = defineDependency({ id: 'store', title: 'Upload store', alarms: ['store-5xx'] });
export const cache = defineDependency({ id: 'cache', title: 'Cache' });
export const tiles = defineDependency({ id: 'tiles', title: 'Tiles', alarms: ['tiles-5xx'] });
export const thumbs = defineDependency({ id: 'thumbs', title: 'Thumbnails' });

export const viewer = defineWorkflow({
  id: 'viewer',
  title: 'View a design',
  summary: 'Sign in, upload, look',
  owner: { team: 'Viewer', pager: 'arn:aws:sns:eu-west-1:123456789012:viewer' },
  runbook: 'runbook.md',
  slo: { objective: 99.9, window: '28d' },
  links: { source: 'https://git.example/viewer' },
  steps: {
    'sign-in': { title: 'Sign in', needs: [hard(identity)] },
    upload: { title: 'Upload', needs: [hard(store), hard(cache)] },
    view: { title: 'View', needs: [hard(tiles), soft(thumbs)] },
    search: { title: 'Search', after: ['sign-in'], needs: [hard(tiles)], alarms: ['search-latency'] },
  },
});

export const context: Context = {
  at: '2026-11-05T10:10:00.000Z',
  workflows: [viewer],
  settings: defaultSettings,
};

/** Minutes after ten, as a time. */
export const minute = (minutes: number): string =>
  new Date(Date.UTC(2026, 10, 5, 10, 0) + minutes * 60_000).toISOString();

export function alarm(
  step: string | undefined,
  value: AlarmFact['value'],
  minutes: number,
  more: Partial<AlarmFact> = {},
): AlarmFact {
  const name = `tocsin/test/viewer/step-failing/${step ?? 'none'}`;
  const arn = `arn:aws:cloudwatch:eu-west-1:123456789012:alarm:${more.name ?? name}`;
  return {
    key: arn,
    name,
    arn,
    account: '123456789012',
    region: 'eu-west-1',
    value,
    at: minute(minutes),
    reason: `it is ${value}`,
    link: 'https://console.example/alarm',
    workflow: 'viewer',
    ...(step === undefined ? {} : { step }),
    degraded: false,
    fromCanary: true,
    ...more,
  };
}

type Outcome = 'passed' | 'failed' | 'blocked' | `failed on ${string}` | `passed without ${string}`;

/** A canary run from its steps' outcomes, such as `{ upload: 'failed on store' }`; steps not named are left out. */
export function run(minutes: number, outcomes: Record<string, Outcome>): CanaryRun {
  const results = Object.entries(outcomes).map(([step, outcome]) => {
    const [status = 'passed', , dependency] = outcome.split(' ');
    return {
      step,
      status: status as 'passed' | 'failed' | 'blocked',
      startedAt: minute(minutes),
      durationMs: 100,
      degraded: outcome.includes('without') && dependency ? [{ dependency, reason: 'HTTP 503' }] : [],
      evidence: [],
      ...(status === 'failed' ? { reason: 'HTTP 503', ...(dependency ? { dependency } : {}) } : {}),
    };
  });
  return {
    runId: `run-${minutes}`,
    workflow: 'viewer',
    startedAt: minute(minutes),
    completedAt: minute(minutes + 0.1),
    ok: !results.some((result) => result.status === 'failed'),
    results,
    link: 'https://console.example/canary',
  };
}
