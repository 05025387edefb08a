import { createHmac } from 'node:crypto';
import type { IncidentStore, Log, WalkWorld } from '@tocsin/app';
import { type Commit, fold, shelfOf } from '@tocsin/incident';
import { defaultSettings } from '@tocsin/workflow';

/** For tests: requests as Slack signs them and Lambda hands them over, and a world in memory. */
export const secret = 'test-signing-secret';

export interface SignedRequest {
  readonly body: string;
  readonly contentType?: string;
  readonly at: Date;
  readonly base64?: boolean;
  readonly headers?: Record<string, string>;
}

export function functionUrlEvent({ body, contentType, at, base64 = false, headers = {} }: SignedRequest) {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: '/',
    rawQueryString: '',
    headers: {
      'content-type': contentType ?? 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature,
      ...headers,
    },
    requestContext: { http: { method: 'POST', path: '/' }, requestId: 'request-1' },
    body: base64 ? Buffer.from(body).toString('base64') : body,
    isBase64Encoded: base64,
  };
}

let triggers = 0;

export function commandBody(text: string, fields: Record<string, string> = {}): string {
  return new URLSearchParams({
    team_id: 'T0EXAMPLE1',
    channel_id: 'C0GENERAL1',
    channel_name: 'general',
    user_id: 'U0ANA00001',
    command: '/incident',
    text,
    response_url: 'http://127.0.0.1:1/commands',
    trigger_id: `trigger.${(triggers += 1)}`,
    ...fields,
  }).toString();
}

export function pressBody(action: string, value: string, fields: Record<string, unknown> = {}): string {
  const payload = {
    type: 'block_actions',
    user: { id: 'U0ANA00001', team_id: 'T0EXAMPLE1' },
    team: { id: 'T0EXAMPLE1', domain: 'example' },
    enterprise: null,
    container: { type: 'message', message_ts: '1793700870.000200', channel_id: 'C0INC00042', is_ephemeral: false },
    channel: { id: 'C0INC00042', name: 'inc' },
    trigger_id: `trigger.${(triggers += 1)}`,
    actions: [{ type: 'button', action_id: action, block_id: 'incident', value, action_ts: '1793700871.238123' }],
    ...fields,
  };
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

export interface MemoryWorld extends WalkWorld {
  readonly commits: Commit[];
  readonly sent: string[];
}

/** Timelines in memory, as far as commands need them. */
export function memoryWorld(clock: { now(): Date }, log: Log): MemoryWorld {
  const commits: Commit[] = [];
  const sent: string[] = [];
  const load = async (id: string) =>
    fold(
      undefined,
      commits.filter((commit) => commit.incident === id),
    );
  const all = async () => Promise.all([...new Set(commits.map(({ incident }) => incident))].map(load));
  const store: Partial<IncidentStore> = {
    load,
    loadWithEffects: async (id) => {
      const incident = await load(id);
      return incident && { incident, effects: new Map() };
    },
    append: async (commit) => {
      const taken = commits.some(({ incident, version }) => incident === commit.incident && version === commit.version);
      if (!taken) commits.push(commit);
      return !taken;
    },
    saveHead: async () => {},
    settle: async () => {},
    byChannel: async (channel) => (await all()).find((incident) => incident?.channel?.id === channel)?.id,
    shelf: async ({ shelf }) =>
      (await all())
        .filter((incident) => incident !== undefined)
        .filter((incident) => shelfOf(incident) === shelf)
        .reverse(),
    ofPerson: async () => [],
    readOpening: async () => ({}),
    claimKey: async () => true,
    takePlace: async () => ({ all: [], ofDependency: [] }),
  };
  return {
    commits,
    sent,
    clock,
    log,
    store: store as IncidentStore,
    outbox: { send: async ({ dedup }) => void sent.push(dedup) },
    people: {
      describe: async (id) => ({ id, name: id, kind: 'member' }),
      members: async () => [],
      roster: async () => [],
      groups: async () => [],
    },
    catalog: { workflows: [], settings: defaultSettings },
    runbooks: { load: async () => ({ runbooks: [], texts: {}, policy: { allow: [] }, variables: {} }) },
  };
}
