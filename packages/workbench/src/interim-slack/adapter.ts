import type { Simulator, SimulatorOptions } from '@tocsin/slack-simulator';
import { startSlackSimulator, type SlackSimulator } from './simulator.ts';

type Part = Pick<
  Simulator,
  | 'start'
  | 'stop'
  | 'url'
  | 'connectApp'
  | 'snapshot'
  | 'calls'
  | 'unexpected'
  | 'onChange'
  | 'settled'
  | 'fault'
  | 'botUserId'
> & {
  as(user: string): Pick<ReturnType<Simulator['as']>, 'command' | 'click' | 'post' | 'join'>;
};

/** The strict simulator's interface over the small one, until that is there. */
export function createSlackSimulator(options: SimulatorOptions = {}): Part {
  let inner: SlackSimulator | undefined;
  const on = (): SlackSimulator => {
    if (!inner) throw new Error('not started');
    return inner;
  };
  const botUserId = options.app?.userId ?? 'U0TOCSIN';
  const [token = 'xoxb-test', rights] = Object.entries(options.tokens ?? {})[0] ?? [];
  const everyScope =
    'commands chat:write chat:write.public channels:manage channels:read channels:history channels:join bookmarks:read bookmarks:write usergroups:read users:read app_mentions:read metadata.message:read'.split(
      ' ',
    );
  const id = (name: string) =>
    on().workspace.channels.has(name)
      ? name
      : ([...on().workspace.channels.values()].find((one) => one.name === name)?.id ?? name);
  const sent = { ok: true, outcome: { type: 'answered', status: 200, body: '' }, triggerId: '' } as const;
  return {
    botUserId,
    async start() {
      inner = await startSlackSimulator({
        ...(options.team ? { team: { id: 'T0', name: 'Local', domain: 'local', ...options.team } } : {}),
        people: (options.users ?? []).map((user) => ({
          id: user.id ?? `U0${user.name.toUpperCase()}`,
          name: user.name,
        })),
        groups: (options.userGroups ?? []).map((group) => ({
          ...group,
          id: group.id ?? `S0${group.handle.toUpperCase()}`,
        })),
        channels: (options.channels ?? []).map((channel) => ({
          id: channel.id ?? `C0${channel.name.toUpperCase()}`,
          name: channel.name,
          members: [...(channel.members ?? [])],
          ...(channel.private ? { isPrivate: true } : {}),
        })),
        bot: { token, user: botUserId, botId: options.app?.botId ?? 'B0TOCSIN', scopes: rights?.scopes ?? everyScope },
        events: ['app_mention'],
        signingSecret: 'local-signing-secret',
        rateLimits: options.rateLimits ?? 'documented',
        ...(options.latencyMs === undefined ? {} : { latencyMs: options.latencyMs }),
        ...(options.now ? { now: options.now } : {}),
        ...(options.schedule ? { schedule: (ms: number, fn: () => void) => void options.schedule?.(ms, fn) } : {}),
      });
    },
    stop: () => on().stop(),
    get url() {
      return on().apiUrl;
    },
    connectApp({ deliver, commandUrl }) {
      on().connectApp(
        deliver ? ({ headers, body }) => deliver({ kind: 'command', path: '/', headers, body }) : (commandUrl ?? ''),
      );
    },
    as(user) {
      const acting = on().as(user);
      return {
        command: async ({ channel, text }) => (await acting.command({ channel: id(channel), text }), sent),
        click: async ({ value: _, ...press }) => (await acting.click({ ...press, channel: id(press.channel) }), sent),
        post: async ({ channel, text, threadTs }) =>
          (await acting.post({ channel: id(channel), text, ...(threadTs ? { threadTs } : {}) })).ts,
        join: async (channel) => acting.join(id(channel)),
      };
    },
    snapshot(user) {
      const { team, people, groups, channels } = on().snapshot(user);
      return {
        at: '',
        team: { ...team, domain: 'local' },
        users: people.map(({ id: one, name, bot }) => ({
          id: one,
          name,
          realName: name,
          standing: bot ? 'bot' : 'member',
          presence: 'active',
        })),
        userGroups: groups.map((group) => ({ ...group, users: [] })),
        channels: channels.map((channel) => ({
          ...channel,
          kind: channel.isPrivate ? 'private' : 'public',
          creator: '',
          purpose: '',
          pins: [],
          bookmarks: channel.bookmarks.map((one) => ({
            ...one,
            channel_id: channel.id,
            emoji: '',
            type: 'link',
            date_created: 0,
            date_updated: 0,
          })),
          messages: channel.messages.map((message) => ({
            ts: message.ts,
            user: message.user,
            bot: message.user === botUserId,
            text: message.text,
            blocks: message.blocks as never,
            edited: message.edited !== undefined,
            ephemeral: message.ephemeral,
            replies: [],
            reactions: [],
            pinned: false,
            files: [],
            ...(message.threadTs ? { threadTs: message.threadTs } : {}),
            ...(message.metadata ? { metadata: message.metadata as never } : {}),
          })),
        })),
        modals: [],
        homes: [],
      };
    },
    calls: () =>
      on()
        .calls()
        .map((call) => ({ ...call, status: 200 })),
    unexpected: () =>
      on()
        .unexpected()
        .map(({ at, method }) => ({ at, what: method })),
    onChange: (listener) => on().onChange(() => listener({ type: 'change', at: '' })),
    settled: () => on().settled(),
    fault(script) {
      const after = 'effect' in script && script.effect === 'after';
      const fault =
        script.kind === 'timeout'
          ? ({ kind: 'no-answer', after } as const)
          : script.kind === 'fatal_error'
            ? ({ kind: 'fatal_error', after } as const)
            : script.kind === 'ratelimited'
              ? ({ kind: 'ratelimited', retryAfterSeconds: script.retryAfter ?? 30 } as const)
              : ({ kind: script.kind } as const);
      on().fault({
        ...(script.method === '*' ? {} : { method: script.method }),
        ...(script.times ? { times: script.times } : {}),
        fault,
      });
      return { left: 0, clear: () => on().clearFaults() };
    },
  };
}
