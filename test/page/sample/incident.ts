import type { AnnouncementView, SituationView } from '@tocsin/app';

/** The samples' clock stands here; the page counts from it. */
export const now = '2026-11-05T14:25:30.000Z';
export const minutesAgo = (minutes: number): string => new Date(Date.parse(now) - minutes * 60_000).toISOString();
export const tsAt = (minutes: number): string => (Date.parse(minutesAgo(minutes)) / 1_000).toFixed(6);

export const ids = { ana: 'U0ANA00001', ben: 'U0BEN00002', bot: 'U0TOCSIN01', group: 'S0VIEWERS1' } as const;
export const channels = {
  general: 'C0GENERAL1',
  incidents: 'C0INCIDENT',
  viewer: 'C0VIEWER01',
  incident: 'C0INC00042',
} as const;

export const failing: SituationView = {
  type: 'situation',
  incident: '20261105-k3v9q2xw',
  title: 'View a design failing',
  status: 'declared',
  severity: 'SEV2',
  workflow: { id: 'design-viewer', title: 'View a design' },
  step: { id: 'translate', title: 'Translate the file', degraded: false },
  confidence: 'high',
  reason: 'the canary failed in it: POST /translations answered 503; the steps it stands on pass',
  since: minutesAgo(2),
  steps: [
    { id: 'sign-in', title: 'Sign in', state: 'passed', named: false },
    { id: 'upload', title: 'Upload the file', state: 'passed', named: false },
    { id: 'translate', title: 'Translate the file', state: 'failed', named: true },
    { id: 'cache-loaded', title: 'Find the translation in the cache', state: 'blocked', named: false },
    { id: 'view', title: 'Open the viewer', state: 'blocked', named: false },
  ],
  suspect: { title: 'Translation queue (SQS)', why: 'the step stands on it, and nothing else failed' },
  evidence: [
    {
      at: minutesAgo(1.6),
      text: 'canary, step translate: POST /translations answered 503',
      link: 'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#synthetics:canary/detail/design-viewer',
    },
    { at: minutesAgo(1.5), text: 'tocsin--design-viewer--translate: 1 of 1 datapoints < 100' },
  ],
  alarms: [
    {
      name: 'tocsin--design-viewer--translate',
      state: 'ALARM',
      at: minutesAgo(1.5),
      link: 'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#alarmsV2:alarm/x',
    },
  ],
  owner: { team: 'Viewer', userGroup: ids.group, channel: channels.viewer },
  runbook: 'https://git.example/tocsin/blob/main/packages/catalog/src/design-viewer/runbook.md#translate',
  links: [{ label: 'Dashboard', url: 'https://dashboards.example/design-viewer?from=1&to=2' }],
};

export const announced: AnnouncementView = {
  type: 'announcement',
  incident: failing.incident,
  channel: channels.incident,
  title: failing.title,
  status: 'declared',
  severity: 'SEV2',
  step: { id: 'translate', title: 'Translate the file', degraded: false },
  workflow: { id: 'design-viewer', title: 'View a design' },
  since: failing.since,
};
