import type { SimulatorOptions } from '@tocsin/slack-simulator';

/** Placeholders, as a real app's would stand in the environment. */
export const credentials = { token: 'xoxb-test', signingSecret: 'local-signing-secret' } as const;

export const incidentsChannel = 'C0INCIDENT';

/** Two people to be, one more on call, the teams' groups as the demo's catalog names them. */
export const workspace: Pick<SimulatorOptions, 'team' | 'app' | 'users' | 'userGroups' | 'channels'> = {
  team: { id: 'T0TOCSIN', name: 'Design Co', domain: 'design-co' },
  app: { id: 'A0TOCSIN', name: 'tocsin', userId: 'U0TOCSIN', botId: 'B0TOCSIN' },
  users: [
    { id: 'U0ALICE', name: 'Alice' },
    { id: 'U0BOB', name: 'Bob' },
    { id: 'U0CAROL', name: 'Carol' },
  ],
  userGroups: [
    { id: 'S0VIEWER01', handle: 'viewer-oncall', name: 'Viewer on-call', users: ['U0ALICE', 'U0BOB'] },
    { id: 'S0PLATFORM1', handle: 'platform-oncall', name: 'Platform on-call', users: ['U0CAROL'] },
  ],
  channels: [
    { id: incidentsChannel, name: 'incidents', members: ['U0ALICE', 'U0BOB', 'U0CAROL', 'U0TOCSIN'] },
    { id: 'C0VIEWER01', name: 'team-viewer', members: ['U0ALICE', 'U0BOB'] },
    { id: 'C0PLATFORM1', name: 'team-platform', members: ['U0CAROL', 'U0BOB'] },
  ],
};
