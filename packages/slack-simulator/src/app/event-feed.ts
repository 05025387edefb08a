import { isObject } from '../blocks/check.ts';
import type { Json } from '../workspace/model.ts';
import { foreignTeams } from '../workspace/see.ts';
import type { World, WorldEvent } from '../workspace/world.ts';
import type { AppLink, Delivered } from './link.ts';
import { scopesFor } from './subscriptions.ts';
import type { EventControl, Outcome, SentEvent } from './types.ts';

/** https://docs.slack.dev/apis/events-api#retries: at once, after a minute, after five. */
const retryAfterMs = [0, 60_000, 300_000] as const;

interface Sending extends SentEvent {
  readonly attempts: { at: string; retryNum: number; outcome: Outcome }[];
}

/** Events on their way to the app: wrapped, delivered, tried again. */
export class EventFeed implements EventControl {
  readonly #link: AppLink;
  readonly #world: () => World;
  readonly #all: Sending[] = [];
  #held: Sending[] | undefined;
  constructor(link: AppLink, world: () => World) {
    this.#link = link;
    this.#world = world;
  }

  publish({ subscription, event }: WorldEvent): void {
    const { subscriptions } = this.#link;
    if (subscriptions === undefined || subscriptions.names?.has(subscription) === false) return;
    const { channels, granted } = this.#world();
    if (!granted(scopesFor(subscription, channels.get(channelIn(event))?.kind))) return;
    const sending = this.#wrapped(event);
    this.#all.push(sending);
    if (this.#held !== undefined) this.#held.push(sending);
    else void this.#link.track(this.#attempt(sending, 0));
  }

  list(): readonly SentEvent[] {
    return this.#all;
  }

  hold(): void {
    this.#held ??= [];
  }

  async release(arrange: (events: readonly SentEvent[]) => readonly SentEvent[] = (events) => events): Promise<void> {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const event of arrange(held)) await this.#link.track(this.#attempt(event as Sending, 0));
  }

  async redeliver(eventId: string, { num = 1, reason = 'http_timeout' } = {}): Promise<Outcome> {
    const sending = this.#all.find((one) => one.eventId === eventId);
    if (sending === undefined) throw new Error(`no event ${eventId}`);
    return (await this.#link.track(this.#deliver(sending, { num, reason }))).outcome;
  }

  async #attempt(sending: Sending, retryNum: number, reason?: string): Promise<void> {
    const { outcome, headers } = await this.#deliver(sending, { num: retryNum, reason });
    if (outcome.type === 'answered' && outcome.status >= 200 && outcome.status < 300) return;
    const wait = retryAfterMs[retryNum];
    if (headers['x-slack-no-retry'] === '1' || wait === undefined) return;
    const again = () => void this.#link.track(this.#attempt(sending, retryNum + 1, reasonOf(outcome)));
    this.#world().clock.schedule(wait, again);
  }

  async #deliver(sending: Sending, { num, reason }: { num: number; reason?: string | undefined }): Promise<Delivered> {
    const headers: Record<string, string> =
      num === 0 ? {} : { 'x-slack-retry-num': String(num), 'x-slack-retry-reason': reason ?? 'unknown_error' };
    const at = this.#world().clock.now().toISOString();
    const delivered = await this.#link.event(sending.payload, headers);
    sending.attempts.push({ at, retryNum: num, outcome: delivered.outcome });
    return delivered;
  }

  #wrapped(event: Json & { readonly type: string }): Sending {
    const { ids, team, app, clock, channels } = this.#world();
    const channel = channels.get(channelIn(event));
    const eventId = ids.next('Ev');
    return {
      eventId,
      type: event.type,
      attempts: [],
      payload: {
        token: 'legacy-verification-token',
        team_id: team.id,
        context_team_id: team.id,
        context_enterprise_id: null,
        api_app_id: app.id,
        event: structuredClone(event),
        type: 'event_callback',
        event_id: eventId,
        event_time: Math.floor(clock.now().getTime() / 1_000),
        authorizations: [
          { enterprise_id: null, team_id: team.id, user_id: app.userId, is_bot: true, is_enterprise_install: false },
        ],
        is_ext_shared_channel: channel !== undefined && foreignTeams(this.#world(), channel).length > 0,
        event_context: `4-${eventId}`,
      },
    };
  }
}

/** Id of the channel that an event is about; empty when it is about none. */
function channelIn({ channel, channel_id, item }: Json): string {
  if (typeof channel === 'string') return channel;
  if (isObject(channel)) return String(channel['id']);
  if (typeof channel_id === 'string') return channel_id;
  return isObject(item) ? String(item['channel']) : '';
}

const reasonOf = (outcome: Outcome): string => {
  if (outcome.type === 'answered')
    return outcome.status >= 300 && outcome.status < 400 ? 'too_many_redirects' : 'http_error';
  return outcome.reason === 'timeout' ? 'http_timeout' : 'connection_failed';
};
