import { everyScope } from './api/methods.ts';
import { EventFeed } from './app/event-feed.ts';
import { AppLink, subscribed } from './app/link.ts';
import { ResponseUrls } from './app/response-urls.ts';
import { eventScopes, scopesFor } from './app/subscriptions.ts';
import { clockOf } from './clock.ts';
import { PersonError } from './errors.ts';
import { Faults } from './http/faults.ts';
import { RateLimits } from './http/rate-limits.ts';
import { slackServer } from './http/server.ts';
import { webApi } from './http/web-api.ts';
import { actorOf } from './people/actor.ts';
import { Triggers } from './people/triggers.ts';
import { takeSnapshot } from './take-snapshot.ts';
import type { Change, LoggedCall, Simulator, SimulatorOptions, Unexpected } from './types.ts';
import { furnishChannel, furnishGroup, furnishUser } from './workspace/furnish.ts';
import type { User } from './workspace/model.ts';
import { otherAppPost } from './workspace/other-app.ts';
import { createWorld, type World } from './workspace/world.ts';

/**
 * A strict Slack over HTTP, in process: a workspace with people, the Web API on one side, signed commands, interactions
 * and events on the other. Time and ids are handed in, so that what happens is the same on every run.
 *
 * @example
 * const slack = createSlackSimulator({ users: [{ id: 'U0ANA00001', name: 'ana' }], channels: [{ name: 'general' }] });
 * await slack.start();
 * slack.connectApp({ signingSecret: 'secret', deliver: (request) => handler(request) });
 * await slack.as('U0ANA00001').command({ channel: 'general', text: '/incident open' });
 *
 * What tests steer beside people's doings (`Actor`) and faults:
 * - who somebody is: `users: [{ guest: 'single' | 'multi', standing: 'stranger', team, admin, deleted, tz, doNotDisturb }]`,
 *   later `deactivate(user)`, `setUserGroup(group, users)`;
 * - whether they may be disturbed: `as(user).snooze(minutes)`, `.setDoNotDisturb({ from, to })`, `.setPresence()`;
 * - what the app may do: `connectApp({ manifest })`, scopes by token in `tokens`, `revoke(token)`;
 * - what others say: `as(user).post({ files })`, `.deleteFile(id)`, `postAsOtherApp({ webhook })`;
 * - what the app hears, and when: `events.hold()`, `.release(arrange)`, `.redeliver(eventId)`, `.list()`.
 */
export function createSlackSimulator(options: SimulatorOptions = {}): Simulator {
  const clock = clockOf(options.now, options.schedule);
  const listeners = new Set<(change: Change) => void>();
  const calls: LoggedCall[] = [];
  const unexpected: Unexpected[] = [];
  const tokens = tokensOf(options);
  const revoked = new Set<string>();
  const faults = new Faults();
  const link = new AppLink(clock);
  const feed = new EventFeed(link, () => world);
  let origin = '';
  const world: World = createWorld({
    clock,
    seed: options.seed ?? 'SIM',
    ...identityOf(options),
    origin: () => origin,
    granted: (scopes) =>
      scopes.length === 0 ||
      [...tokens].some(([token, held]) => !revoked.has(token) && scopes.some((scope) => held.has(scope))),
    onChange: (change) => {
      for (const listener of listeners) listener(change);
    },
    onEvent: (event) => feed.publish(event),
  });
  const triggers = new Triggers(clock, world.ids);
  const responseUrls = new ResponseUrls(world);
  const rateLimits = options.rateLimits === 'off' ? undefined : new RateLimits(clock);
  const api = webApi({ world, triggers, tokens, revoked, rateLimits, faults, calls, unexpected });
  const server = slackServer({
    world,
    api,
    responseUrls,
    latencyMs: options.latencyMs ?? 0,
    unexpected,
    tokens,
    revoked,
  });
  furnish(world, options);

  const person = (id: string): User =>
    world.users.get(id) ?? raise(new PersonError('user_not_found', `nobody is called ${id}`));
  return {
    async start() {
      origin = `http://127.0.0.1:${await server.listen(options.port ?? 0)}`;
    },
    async stop() {
      clock.cancelAll();
      await server.close();
    },
    get url() {
      return origin === '' ? raise(new Error('start the simulator first')) : `${origin}/api/`;
    },
    teamId: world.team.id,
    botUserId: world.app.userId,
    connectApp(app) {
      link.connect(app);
      world.manifest = app.manifest;
      for (const name of subscribed(app) ?? []) {
        if (!world.granted(scopesFor(name)))
          unexpected.push({ at: clock.now().toISOString(), what: `${name} needs ${scopesFor(name).join(' or ')}` });
      }
    },
    as(id) {
      const user = person(id);
      if (user.deleted) raise(new PersonError('deactivated', `${user.name} is deactivated`));
      return actorOf({ user, world, link, triggers, responseUrls });
    },
    fault: (script) => faults.add(script),
    events: feed,
    addUser: (user) => furnishUser(world, user),
    addChannel: (channel) => furnishChannel(world, channel),
    addUserGroup: (group) => furnishGroup(world, group),
    deactivate(id) {
      person(id).deleted = true;
      world.changed('user-changed', { user: id });
    },
    setUserGroup(id, users) {
      const group = world.groups.get(id) ?? raise(new Error(`no user group ${id}`));
      world.groups.set(id, { ...group, users: [...users] });
      world.changed('group-changed');
    },
    async postAsOtherApp(post) {
      const { ts } = otherAppPost(world, post);
      await link.now();
      return ts;
    },
    revoke: (token) => void revoked.add(token),
    snapshot: (id, { channels: only } = {}) =>
      takeSnapshot(world, { viewer: id === undefined ? undefined : person(id), only }),
    calls: () => calls,
    unexpected: () => unexpected,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    settled: () => link.settled(),
  };
}

function raise(error: Error): never {
  throw error;
}

function identityOf({
  team = {},
  app = {},
}: SimulatorOptions): Pick<Parameters<typeof createWorld>[0], 'team' | 'app'> {
  return {
    team: {
      id: team.id ?? 'T0SIM00001',
      name: team.name ?? 'Example shop',
      domain: team.domain ?? 'example-shop',
    },
    app: {
      id: app.id ?? 'A0SIM00001',
      name: app.name ?? 'tocsin',
      userId: app.userId ?? 'U0BOT00009',
      botId: app.botId ?? 'B0SIM00001',
    },
  };
}

function tokensOf({ tokens = { 'xoxb-test': {} } }: SimulatorOptions): Map<string, ReadonlySet<string>> {
  return new Map(
    Object.entries(tokens).map(([token, { scopes = [...everyScope, ...eventScopes] }]) => [token, new Set(scopes)]),
  );
}

function furnish(world: World, { users = [], channels = [], userGroups = [] }: SimulatorOptions): void {
  furnishUser(world, { id: world.app.userId, name: world.app.name, standing: 'bot', email: '' });
  for (const user of users) furnishUser(world, user);
  for (const channel of channels) furnishChannel(world, channel);
  for (const group of userGroups) furnishGroup(world, group);
}
