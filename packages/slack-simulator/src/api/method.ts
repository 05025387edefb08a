import type * as z from 'zod';
import { refuse } from '../errors.ts';
import type { Triggers } from '../people/triggers.ts';
import type { Channel, ChannelKind, Json, User } from '../workspace/model.ts';
import { channelFor } from '../workspace/see.ts';
import type { World } from '../workspace/world.ts';

/**
 * https://docs.slack.dev/apis/web-api/rate-limits: calls a minute per method and workspace. `posting`: one a second and
 * channel; `special`: generous, not documented as a number.
 */
export type Tier = 1 | 2 | 3 | 4 | 'posting' | 'special';

/** Any one of these scopes will do; by kind: of those for the kind of the channel at hand. */
export type Scopes = readonly string[] | Readonly<Record<ChannelKind, readonly string[]>>;

/** One call: who asks, and what of. */
export interface MethodCall {
  readonly world: World;
  readonly bot: User;
  readonly scopes: ReadonlySet<string>;
  readonly triggers: Triggers;
  /** A channel the bot can see, by id or name. @throws SlackRefusal `channel_not_found`, `missing_scope` */
  channel(ref: string): Channel;
  /** @throws SlackRefusal `missing_scope` when the token may not do this in channels of this kind */
  need(kind: ChannelKind): void;
}

export interface Method {
  readonly scopes: Scopes;
  readonly tier: Tier;
  readonly args: z.ZodType;
  readonly run: (args: never, call: MethodCall) => Json;
}

/** Declares a method; the types of its arguments follow from their schema. */
export function method<S extends z.ZodType>(definition: {
  readonly scopes: Scopes;
  readonly tier: Tier;
  readonly args: S;
  readonly run: (args: z.output<S>, call: MethodCall) => Json;
}): Method {
  return definition;
}

const isList = (scopes: Scopes): scopes is readonly string[] => Array.isArray(scopes);

export const allScopes = (scopes: Scopes): readonly string[] =>
  isList(scopes) ? scopes : [...new Set(Object.values(scopes).flat())];

/** @throws SlackRefusal `missing_scope` unless the token has one of them; none needed when there are none */
export function mustHave(provided: ReadonlySet<string>, needed: readonly string[]): void {
  if (needed.length === 0 || needed.some((scope) => provided.has(scope))) return;
  refuse('missing_scope', { needed: needed[0], provided: [...provided].join(',') });
}

export function methodCall({ scopes }: Method, context: Omit<MethodCall, 'channel' | 'need'>): MethodCall {
  const need = (kind: ChannelKind) => mustHave(context.scopes, isList(scopes) ? scopes : scopes[kind]);
  return {
    ...context,
    need,
    channel(ref) {
      const channel = channelFor(context.world, context.bot, ref);
      need(channel.kind);
      return channel;
    },
  };
}
