import { WebClient } from '@slack/web-api';
import type { AppAnswer, AppOptions, AppRequest } from './app/types.ts';
import { createSlackSimulator } from './create-slack-simulator.ts';
import type { Simulator, SimulatorOptions } from './types.ts';

/** For tests: a workspace with three people, the app in #incidents, Slack's own client, and time that stands still. */

export const secret = 'test-signing-secret';
export const ana = 'U0ANA00001';
export const ben = 'U0BEN00002';
export const cho = 'U0CHO00003';
export const bot = 'U0BOT00009';

export interface TestSlack {
  readonly slack: Simulator;
  readonly client: WebClient;
  /** What the app was sent. */
  readonly requests: AppRequest[];
  /** What the app answers from now on; may take time, throw, or look at the request. */
  answers(how: (request: AppRequest) => AppAnswer | Promise<AppAnswer>): void;
  /** Moves the clock on, calling what falls due. */
  pass(ms: number): Promise<void>;
  /** Another client, with another token. */
  as(token: string | undefined): WebClient;
  stop(): Promise<void>;
}

export async function openSlack(
  options: SimulatorOptions & Pick<AppOptions, 'events' | 'manifest'> = {},
): Promise<TestSlack> {
  const { events, manifest, ...rest } = options;
  let now = Date.parse('2026-11-05T14:00:00.000Z');
  const timers = new Set<{ due: number; fn: () => void }>();
  const slack = createSlackSimulator({
    now: () => new Date(now),
    schedule(delayMs, fn) {
      const timer = { due: now + delayMs, fn };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    users: [
      { id: ana, name: 'ana', realName: 'Ana Lee' },
      { id: ben, name: 'ben' },
      { id: cho, name: 'cho' },
    ],
    channels: [
      { id: 'C0GENERAL1', name: 'general' },
      { id: 'C0INC00042', name: 'incidents', members: [ana, ben, bot], creator: bot },
      { id: 'C0SECRET01', name: 'secret', private: true, members: [cho] },
      { id: 'C0OLD00001', name: 'old', archived: true, members: [bot] },
    ],
    userGroups: [{ id: 'S0SRE00001', name: 'SRE', handle: 'sre', users: [ana, ben] }],
    ...rest,
  });
  await slack.start();
  const requests: AppRequest[] = [];
  let answer: (request: AppRequest) => AppAnswer | Promise<AppAnswer> = () => ({ status: 200, body: '' });
  slack.connectApp({
    signingSecret: secret,
    ...(events === undefined ? {} : { events }),
    ...(manifest === undefined ? {} : { manifest }),
    async deliver(request) {
      requests.push(request);
      return answer(request);
    },
  });
  const as = (token: string | undefined) =>
    new WebClient(token, {
      slackApiUrl: slack.url,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      timeout: 1_000,
      logger: {
        debug() {},
        info() {},
        warn() {},
        error() {},
        setLevel() {},
        setName() {},
        getLevel: () => 'error' as never,
      },
    });
  return {
    slack,
    client: as('xoxb-test'),
    requests,
    as,
    answers: (how) => void (answer = how),
    async pass(ms) {
      now += ms;
      const due = [...timers].filter((timer) => timer.due <= now);
      for (const timer of due) {
        timers.delete(timer);
        timer.fn();
      }
      await slack.settled();
    },
    stop: () => slack.stop(),
  };
}

/** What the app was sent as JSON: an event, or an interaction's payload. */
export function payloadOf({ body, kind }: AppRequest): Record<string, any> {
  return JSON.parse(kind === 'event' ? body : (new URLSearchParams(body).get('payload') ?? ''));
}

/** The error that Slack's client throws, as the answer that it stands for. */
export async function refusalOf(call: Promise<unknown>): Promise<Record<string, any>> {
  try {
    await call;
  } catch (error) {
    return (error as { data?: Record<string, unknown> }).data ?? { failed: error };
  }
  throw new Error('expected a refusal');
}
