import type { SnapshotChannel } from '@tocsin/slack-simulator';
import type { Tocsin } from '../harness/tocsin.ts';
import type { Call } from './calls.ts';
import type { Mishap } from './mishaps.ts';

/** What goes wrong for a while, whatever is called, or what somebody does to the channel; later it is mended. */
export interface Ordeal {
  readonly what: keyof typeof ordeals;
  /** When it begins, after the start, and how long it lasts. */
  readonly at: number;
  readonly lasts: number;
}

interface Kind {
  /** What every call to Slack meets meanwhile. */
  readonly answers?: Mishap;
  readonly begins?: (tocsin: Tocsin) => Promise<void>;
  readonly ends?: (tocsin: Tocsin) => Promise<void>;
}

const alice = 'U0ALICE';

export const ordeals = {
  'Slack is down': { answers: '500 before' },
  'Slack does it and says that it did not': { answers: '500 after' },
  'Slack answers nothing': { answers: 'no answer before' },
  'the token is revoked': { answers: 'token_revoked' },
  'the token is another workspace’s': { answers: 'invalid_auth' },
  'the app is switched off': { answers: 'account_inactive' },
  'Alice removes Tocsin from the channel': {
    begins: (tocsin) =>
      inEach(tocsin, async (channel) => {
        if (channel.members.includes(tocsin.slack.botUserId))
          await tocsin.slack.as(alice).kick(channel.id, tocsin.slack.botUserId);
      }),
  },
  'Alice renames the channel': {
    begins: (tocsin) => inEach(tocsin, ({ id, name }) => tocsin.slack.as(alice).rename(id, `${name}-renamed`)),
  },
  'Alice archives the channel for a while': {
    begins: (tocsin) => inEach(tocsin, ({ id }) => tocsin.slack.as(alice).archive(id)),
    ends: (tocsin) =>
      inEach(tocsin, async ({ id, archived }) => {
        if (archived) await tocsin.slack.as(alice).unarchive(id);
      }),
  },
} as const satisfies Record<string, Kind>;

export const ordealNames = Object.keys(ordeals) as (keyof typeof ordeals)[];

/** What a call meets in an ordeal that is on. */
export function metIn({ what, at, lasts }: Ordeal, { service }: Call, since: number): Mishap | undefined {
  const { answers }: Kind = ordeals[what];
  return service === 'Slack' && since >= at && since < at + lasts ? answers : undefined;
}

/** What people do about it, and when. */
export function deedsOf({
  what,
  at,
  lasts,
}: Ordeal): { readonly at: number; readonly run: Required<Kind>['begins'] }[] {
  const { begins, ends }: Kind = ordeals[what];
  return [...(begins ? [{ at, run: begins }] : []), ...(ends ? [{ at: at + lasts, run: ends }] : [])];
}

/**
 * Does something with each channel of an incident, of which Alice is then a member. One that is not on record yet, a crash
 * having come between, is looked for by its name among those that Tocsin is in; what was done to it is beyond finding.
 */
async function inEach({ slack, world }: Tocsin, run: (channel: SnapshotChannel) => Promise<void>): Promise<void> {
  for (const channel of slack.snapshot().channels.filter(({ name }) => name.startsWith('inc-'))) {
    if ((await world.store.byChannel(channel.id)) === undefined) continue;
    if (!channel.archived && !channel.members.includes(alice)) await slack.as(alice).join(channel.id);
    await run(channel);
  }
}
