import type { Incident } from '@tocsin/incident';
import { claimEffect } from './claim-effect.ts';
import { channelKey, type Effect } from './effects.ts';
import { ChatError } from './errors.ts';
import type { Claim, EffectResult } from './ledger.ts';
import type { Opens, World } from './ports.ts';

/** Slack and we keep different clocks: things made this long before the incident may still be its own. */
const skewMs = 120_000;

/** When the first of what is the incident's own may have been made, by Slack's clock. */
export const earliestOf = ({ declared }: Pick<Incident, 'declared'>): string =>
  new Date(Date.parse(declared.at) - skewMs).toISOString();

/** The channel of an incident that opened a moment ago, on its way before anything else of it is read. */
export interface BegunChannel {
  readonly claim: Promise<Claim>;
  /** Undefined: the name is taken, so somebody looks whose channel has it. */
  readonly made: Promise<EffectResult | undefined>;
  /** Leaves it to whoever tries next, who looks for it first. */
  abandon(): Promise<void>;
}

/**
 * Makes the channel that an opening will have, beside its claim: what the incident is has been committed before its queue
 * was told, and Slack gives a name once. Nothing else is done before the incident is read.
 */
export function beginChannel(
  world: World,
  { incident, token, channel: name }: { readonly incident: string; readonly token: string } & Opens,
): BegunChannel {
  const effect = { key: channelKey, type: 'channel', names: [name] } as const;
  const claim = claimEffect(world, { effect, incident, token });
  const made = world.chat.createChannel({ name }).then(
    ({ id, name: given }): EffectResult => ({ channel: id, name: given }),
    (error: unknown) => {
      if (isTaken(error)) return undefined;
      throw error;
    },
  );
  // Whoever goes on with it, or abandons it, hears of the failure.
  claim.catch(() => {});
  made.catch(() => {});
  return {
    claim,
    made,
    async abandon() {
      const [claimed] = await Promise.allSettled([claim, made]);
      if (claimed.status === 'rejected' || claimed.value.type === 'held') return;
      const record = { key: channelKey, state: 'claimed', lease: world.clock.now().toISOString() } as const;
      await world.store.releaseEffect({ incident, effect: channelKey, token, record });
    },
  };
}

/** A taken name is our own from a try that Slack carried out without our hearing of it, or somebody else's: the next. */
export async function makeChannel(
  { chat }: World,
  { incident, begun }: { readonly incident: Pick<Incident, 'declared'>; readonly begun?: BegunChannel | undefined },
  { names, private: hidden }: Effect & { type: 'channel' },
): Promise<EffectResult> {
  const made = await begun?.made;
  if (made) return made;
  const only = hidden ? { private: true } : {};
  for (const name of names) {
    try {
      const { id, name: given } = await chat.createChannel({ name, ...only });
      return { channel: id, name: given };
    } catch (error) {
      if (!isTaken(error)) throw error;
      const own = await chat.findChannel({ names: [name], createdAfter: earliestOf(incident), ...only });
      if (own) return { channel: own.id, name: own.name };
    }
  }
  throw new ChatError({ method: 'conversations.create', slackCode: 'name_taken', retry: 'never' });
}

const isTaken = (error: unknown): boolean => error instanceof ChatError && error.slackCode === 'name_taken';
