import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEvents } from './events.ts';
import { type FaultPlan, faultQueue } from './faults.ts';
import type { Channel, Person, UserGroup, Workspace } from './model.ts';
import { type Deliver, deliverTo } from './outbound.ts';
import { type Acting, actAs } from './person.ts';
import { rateLimits } from './rate-limits.ts';
import { responseUrls } from './response-urls.ts';
import { type Snapshot, snapshotFor } from './snapshot.ts';
import { type OpenView, createTriggers } from './triggers.ts';
import { type LoggedCall, serveWebApi } from './web-api.ts';

export interface SimulatorOptions {
  readonly team?: { readonly id: string; readonly name: string; readonly domain: string };
  readonly people?: readonly (Pick<Person, 'id' | 'name'> & Partial<Person>)[];
  readonly groups?: readonly UserGroup[];
  readonly channels?: readonly {
    readonly id: string;
    readonly name: string;
    readonly members: readonly string[];
    readonly isPrivate?: boolean;
  }[];
  readonly bot: {
    readonly token: string;
    readonly user: string;
    readonly botId: string;
    readonly scopes: readonly string[];
  };
  /** Event types that the app subscribed to. */
  readonly events?: readonly string[];
  readonly signingSecret: string;
  /** `documented`: Slack's tiers, on the clock given. Default `off`. */
  readonly rateLimits?: 'documented' | 'off';
  readonly latencyMs?: number;
  readonly now?: () => Date;
  /** Calls `fn` after `ms`; event retries wait by it. Default the process's timers. */
  readonly schedule?: (ms: number, fn: () => void) => void;
}

/** A Slack workspace over HTTP: strict to the app, obedient to tests and the page. */
export interface SlackSimulator {
  /** Base of the Web API, with the slash at its end. */
  readonly apiUrl: string;
  /** Where the app takes commands, presses and events: a URL, or a function that is handed the signed request. */
  connectApp(app: string | Deliver): void;
  as(user: string): Acting;
  snapshot(user?: string): Snapshot;
  /** Every Web API call so far, oldest first. */
  calls(): readonly LoggedCall[];
  clearCalls(): void;
  /** Calls to methods that Slack does not have. */
  unexpected(): readonly LoggedCall[];
  fault(plan: FaultPlan): void;
  clearFaults(): void;
  setLatency(ms: number): void;
  /** Modals that are open, by person. */
  openViews(): readonly OpenView[];
  /** Calls back after anything changed; returns what ends it. */
  onChange(listener: () => void): () => void;
  /** Resolves when every event so far was delivered or given up. */
  settled(): Promise<void>;
  readonly workspace: Workspace;
  stop(): Promise<void>;
}

export async function startSlackSimulator(options: SimulatorOptions): Promise<SlackSimulator> {
  const { now = () => new Date(), schedule = (ms, fn) => void setTimeout(fn, ms).unref(), signingSecret } = options;
  const workspace = createWorkspace(options);
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const calls: LoggedCall[] = [];
  const faults = faultQueue();
  const limits = options.rateLimits === 'documented' ? rateLimits(now) : undefined;
  let latency = options.latencyMs ?? 0;
  let deliver: Deliver = () => Promise.reject(new Error('no app is connected to this workspace'));
  let count = 0;
  let lastTs = 0;
  const newId = (prefix: string) => `${prefix}0${(count += 1).toString(36).toUpperCase().padStart(8, '0')}`;
  const nextTs = () => {
    // Unique and rising within the workspace, in microseconds as Slack's are.
    lastTs = Math.max(lastTs + 1, now().getTime() * 1_000);
    return `${Math.floor(lastTs / 1_000_000)}.${String(lastTs % 1_000_000).padStart(6, '0')}`;
  };
  const events = createEvents({
    workspace,
    subscribed: new Set(options.events),
    secret: signingSecret,
    deliver: (request) => deliver(request),
    now,
    schedule,
    newId,
  });
  const triggers = createTriggers({ now, newId });
  const responses = responseUrls({ workspace, now, nextTs, changed });

  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const served = path.startsWith('/response/')
      ? responses.serve(request, response)
      : serveWebApi(request, response, {
          workspace,
          now,
          nextTs,
          newId,
          nowSeconds: () => Math.floor(now().getTime() / 1_000),
          openView: triggers.open,
          emit: events.emit,
          limits,
          nextFault: faults.next,
          log: (call) => void calls.push(call),
          changed,
          latencyMs: () => latency,
        });
    served.catch((error: unknown) => {
      response.writeHead(500).end();
      console.error('the Slack simulator failed', error);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    apiUrl: `${origin}/api/`,
    workspace,
    connectApp: (app) => {
      deliver = typeof app === 'string' ? deliverTo(app) : app;
    },
    as: (user) =>
      actAs(user, {
        workspace,
        secret: () => signingSecret,
        deliver: () => deliver,
        now,
        nextTs,
        newTrigger: triggers.make,
        newResponseUrl: (channel, to, message) =>
          `${origin}${responses.make({ channel, to, ...(message === undefined ? {} : { message }) })}`,
        emit: events.emit,
        changed,
      }),
    snapshot: (user) => snapshotFor(workspace, user),
    calls: () => calls,
    clearCalls: () => void calls.splice(0),
    unexpected: () => calls.filter((call) => call.error === 'unknown_method'),
    fault: faults.add,
    clearFaults: faults.clear,
    setLatency: (ms) => {
      latency = ms;
    },
    openViews: () => triggers.views,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    settled: events.settled,
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

function createWorkspace({
  team = { id: 'T0LOCAL', name: 'Local', domain: 'local' },
  people = [],
  groups = [],
  channels = [],
  bot,
}: SimulatorOptions): Workspace {
  const all = [...people, { id: bot.user, name: 'tocsin', bot: true }];
  const made = channels.map((channel): [string, Channel] => [
    channel.id,
    {
      id: channel.id,
      name: channel.name,
      isPrivate: channel.isPrivate ?? false,
      creator: channel.members[0] ?? bot.user,
      created: 0,
      archived: false,
      topic: '',
      purpose: '',
      members: new Set(channel.members),
      messages: [],
      bookmarks: [],
    },
  ]);
  return {
    team,
    people: new Map(all.map((person) => [person.id, { bot: false, guest: false, ...person }])),
    channels: new Map(made),
    groups: new Map(groups.map((group) => [group.id, group])),
    ephemerals: [],
    tokens: new Map([[bot.token, { token: bot.token, user: bot.user, botId: bot.botId, scopes: new Set(bot.scopes) }]]),
  };
}
