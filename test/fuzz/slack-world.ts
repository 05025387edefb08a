import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IncidentStore } from '@tocsin/app';
import { createLog } from '@tocsin/aws/log';
import { settings, workflows } from '@tocsin/catalog';
import { type Commit, fold, type Incident } from '@tocsin/incident';
import { type SlackHandler, slackFunction } from '@tocsin/slack/function';
import { catalogRunbooks } from '../../functions/runbooks.ts';
import {
  commandBody,
  functionUrlEvent,
  type MemoryWorld,
  memoryWorld,
  secret,
} from '../../packages/slack/src/testing.ts';
import { canary } from './mutation.ts';

export const now = new Date('2026-11-05T14:30:00Z');
/** The incident that there is, and its channel. */
export const incident = '20261105-k3v9q2xw';
export const channel = 'C0INC00042';
/** Where answers may be sent, until it is known. */
export const responsePlace = 'https://hooks.slack.example';

export interface SlackDoor {
  readonly handler: SlackHandler;
  readonly world: MemoryWorld;
  /** Acknowledged, commanded, with a channel, a note, an action item and a walk begun. */
  readonly incident: Incident;
  /** What stands for responsePlace here. */
  readonly responsePlace: string;
  /** Lines that were logged since the last reset. */
  readonly lines: string[];
  /** What was written since the last reset. */
  written(): number;
  /** All is as it was when the door was opened. */
  reset(): void;
  close(): void;
}

/** A call of the store or of Slack costs a trip; no input is worth more of them. */
const mostCalls = 60;

/** The slack function over a world in memory, at a moment when there is something to do. */
export async function slackDoor(): Promise<SlackDoor> {
  const slack = await sayingYes();
  const lines: string[] = [];
  const log = createLog({ function: 'slack', stage: 'test' }, (line) => lines.push(line));
  const plain = memoryWorld({ now: () => now }, log);
  let calls = 0;
  const world: MemoryWorld = {
    ...plain,
    catalog: { workflows, settings },
    runbooks: catalogRunbooks({ BASE_URL: 'https://shop.example', TOCSIN_STAGE: 'test' }),
    store: counted(storeOf(plain), () => {
      if (++calls > mostCalls) throw new Error(`one input asked the store more than ${mostCalls} times`);
    }),
  };
  const handler = slackFunction({
    signingSecret: secret,
    token: `xoxb-${canary}`,
    apiUrl: `${slack.url}/api/`,
    now: () => now,
    log,
    world: async () => world,
  });
  const say = (text: string, fields?: Record<string, string>) =>
    handler(functionUrlEvent({ body: commandBody(text, fields), at: now }));
  await say('declare Uploads fail');
  const made = plain.commits[0]?.incident ?? '';
  const by = { type: 'tocsin' } as const;
  const opened = { type: 'channel.opened', at: now.toISOString(), by, channel, name: 'inc' } as const;
  plain.commits.push({
    incident: made,
    version: 2,
    cause: 'channel',
    recordedAt: now.toISOString(),
    entries: [opened],
  });
  for (const text of ['ack', 'take', 'note rolled back', 'action add raise the limit', 'runbook start identity']) {
    calls = 0;
    await say(text, { channel_id: channel });
  }
  // An id of chance would make a seed's inputs others in each run.
  const base = JSON.parse(JSON.stringify(plain.commits).replaceAll(made, incident)) as readonly Commit[];
  if (base.length < 7) throw new Error(`the incident to begin with is not as it should be: ${lines.join('\n')}`);
  const folded = fold(undefined, base);
  if (!folded) throw new Error('there is no incident to begin with');
  const reset = () => {
    lines.length = 0;
    calls = 0;
    plain.sent.length = 0;
    if (plain.commits.length !== base.length || plain.commits[0]?.incident !== incident)
      plain.commits.splice(0, Number.POSITIVE_INFINITY, ...structuredClone(base));
  };
  reset();
  return {
    handler,
    world,
    incident: folded,
    responsePlace: slack.url,
    lines,
    written: () => plain.commits.length - base.length + plain.sent.length,
    reset,
    close: slack.close,
  };
}

/** What memoryWorld leaves out of a store. */
function storeOf({ store, commits }: MemoryWorld): IncidentStore {
  return {
    ...store,
    timeline: async (id) => commits.filter(({ incident }) => incident === id),
    rememberAlarm: async () => {},
    rememberCanary: async () => {},
    keepRunbook: async () => {},
    keptRunbook: async () => undefined,
    savePart: async () => {},
  };
}

function counted(store: IncidentStore, count: () => void): IncidentStore {
  return new Proxy(store, {
    get(target, name: keyof IncidentStore) {
      count();
      const found = target[name];
      if (found === undefined) throw new Error(`the world has no store.${name}`);
      return found;
    },
  });
}

/** A Slack that is content with everything. */
async function sayingYes(): Promise<{ readonly url: string; close(): void }> {
  const view = { id: 'V0NEW00001', hash: 'h' };
  const answer = JSON.stringify({
    ok: true,
    view,
    channel: { id: 'D0ANA00001' },
    ts: '1793888600.000100',
    messages: [],
  });
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => void (server.closeAllConnections(), server.close()),
  };
}
