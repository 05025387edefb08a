import type { AnnouncementView, HomeView, ProposalView, SituationView } from '@tocsin/app';

/** Views for tests: one workflow whose third step fails. */
export const failing: SituationView = {
  type: 'situation',
  incident: '20261105-k3v9q2xw',
  title: 'View a design failing',
  status: 'declared',
  severity: 'SEV2',
  workflow: { id: 'view-design', title: 'View a design' },
  step: { id: 'translate', title: 'Translate', degraded: false },
  confidence: 'high',
  reason: 'the canary failed in it: POST /jobs answered 503; the steps it stands on pass',
  since: '2026-11-05T14:22:48.123Z',
  steps: [
    { id: 'sign-in', title: 'Sign in', state: 'passed', named: false },
    { id: 'upload', title: 'Upload', state: 'degraded', named: false },
    { id: 'translate', title: 'Translate', state: 'failed', named: true },
    { id: 'view', title: 'View', state: 'blocked', named: false },
    { id: 'share', title: 'Share', state: 'unknown', named: false },
  ],
  suspect: { title: 'Job queue', why: 'the canary saw it fail' },
  evidence: [
    {
      at: '2026-11-05T14:23:10.000Z',
      text: 'canary, step translate: POST /jobs answered 503',
      link: 'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#synthetics:canary/detail/view-design',
    },
    { at: '2026-11-05T14:22:48.000Z', text: 'tocsin--view-design--translate: 3 of 3 datapoints < 90' },
  ],
  alarms: [
    {
      name: 'tocsin--view-design--translate',
      state: 'ALARM',
      at: '2026-11-05T14:22:48.000Z',
      link: 'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#alarmsV2:alarm/x',
    },
  ],
  owner: { team: 'Designs', userGroup: 'S0DESIGNS1', channel: 'C0DESIGNS1' },
  runbook: 'https://github.com/example/designs/blob/main/view-design/runbook.md#translate',
  links: [{ label: 'Dashboard', url: 'https://example.com/d/1?a=1&b=2' }],
};

export const announced: AnnouncementView = {
  type: 'announcement',
  incident: failing.incident,
  channel: 'C0INC00042',
  title: failing.title,
  status: 'declared',
  severity: 'SEV2',
  step: { id: 'translate', title: 'Translate', degraded: false },
  workflow: { id: 'view-design', title: 'View a design' },
  since: failing.since,
};

export const calm = {
  state: 'offered',
  type: 'proposal',
  incident: failing.incident,
  recoveredAt: '2026-11-05T15:00:00.000Z',
  calmMinutes: 15,
} satisfies ProposalView;

/** The Home of somebody who has nothing to do with anything. */
export const nothingAtHome: HomeView = {
  now: announced.since,
  open: [],
  moreOpen: false,
  roles: [],
  walks: [],
  actions: [],
  due: [],
  postmortems: [],
  over: [],
};
