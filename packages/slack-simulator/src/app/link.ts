import type { Clock } from '../clock.ts';
import { post } from './post.ts';
import { signatureOf } from './sign.ts';
import type { AppAnswer, AppOptions, AppRequest, Outcome } from './types.ts';

/** How long Slack waits for an answer. */
const patienceMs = 3_000;

const paths = { command: '/slack/commands', interactivity: '/slack/interactivity', event: '/slack/events' } as const;
const form = 'application/x-www-form-urlencoded';

export interface Delivered {
  readonly outcome: Outcome;
  readonly headers: Readonly<Record<string, string>>;
}

/** The way to the app: signs, sends, waits three seconds. */
export class AppLink {
  #options: AppOptions | undefined;
  readonly #clock: Clock;
  readonly #underWay = new Set<Promise<unknown>>();
  constructor(clock: Clock) {
    this.#clock = clock;
  }

  connect(options: AppOptions): void {
    this.#options = options;
  }

  /** Subscriptions of the app; none when no app is connected. `undefined` inside: all that there are. */
  get subscriptions(): { readonly names: ReadonlySet<string> | undefined } | undefined {
    const options = this.#options;
    if (options === undefined || (options.deliver === undefined && options.eventsUrl === undefined)) return undefined;
    const names = subscribed(options);
    return { names: names === undefined ? undefined : new Set(names) };
  }

  command(fields: Record<string, string>): Promise<Delivered> {
    return this.#send('command', { body: new URLSearchParams(fields).toString(), type: form });
  }

  interaction(payload: object): Promise<Delivered> {
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    return this.#send('interactivity', { body, type: form });
  }

  event(payload: object, headers: Record<string, string>): Promise<Delivered> {
    return this.#send('event', { body: JSON.stringify(payload), type: 'application/json', headers });
  }

  /** Counts as being on its way to the app until it ends. */
  track<T>(promise: Promise<T>): Promise<T> {
    this.#underWay.add(promise);
    const done = () => this.#underWay.delete(promise);
    promise.then(done, done);
    return promise;
  }

  /** Resolves when what is under way now has ended. */
  async now(): Promise<void> {
    await Promise.allSettled(this.#underWay);
  }

  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await this.now();
  }

  #send(
    kind: AppRequest['kind'],
    { body, type, headers = {} }: { body: string; type: string; headers?: Record<string, string> },
  ): Promise<Delivered> {
    const options = this.#options;
    const url =
      options &&
      { command: options.commandUrl, interactivity: options.interactivityUrl, event: options.eventsUrl }[kind];
    if (options === undefined || (options.deliver === undefined && url === undefined))
      return Promise.resolve({ outcome: { type: 'failed', reason: 'not_connected' }, headers: {} });
    const timestamp = String(Math.floor(this.#clock.now().getTime() / 1_000));
    const request: AppRequest = {
      kind,
      path: url === undefined ? paths[kind] : new URL(url).pathname,
      body,
      headers: {
        'content-type': type,
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': signatureOf(options.signingSecret, timestamp, body),
        ...headers,
      },
    };
    const deliver = options.deliver ?? ((one: AppRequest) => post(new URL(url as string), one));
    return this.track(this.#wait(() => deliver(request)));
  }

  /** The answer, if it comes in time by the clock; a later one is not looked at. */
  async #wait(deliver: () => Promise<AppAnswer>): Promise<Delivered> {
    const started = this.#clock.now().getTime();
    let calledOff = () => {};
    const late = new Promise<'late'>((resolve) => {
      calledOff = this.#clock.schedule(patienceMs, () => resolve('late'));
    });
    try {
      const answer = await Promise.race([Promise.resolve().then(deliver), late]);
      if (answer === 'late' || this.#clock.now().getTime() - started > patienceMs)
        return { outcome: { type: 'failed', reason: 'timeout' }, headers: {} };
      const { status, body, headers = {} } = answer;
      return { outcome: { type: 'answered', status, body }, headers: lowerCase(headers) };
    } catch (cause) {
      return { outcome: { type: 'failed', reason: 'connection_failed', cause }, headers: {} };
    } finally {
      calledOff();
    }
  }
}

export const subscribed = ({ events, manifest }: AppOptions): readonly string[] | undefined =>
  events ?? (manifest && (manifest.settings?.event_subscriptions?.bot_events ?? []));

const lowerCase = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
