import { useEffect, useRef, useState } from 'react';
import type { PageChannel, PageMessage } from '../../page-api.ts';
import { isIncident } from '../sidebar/kinds.ts';
import { recall, remember } from './kept.ts';

/** Channels that hold something their reader has not seen, and how often that is for them. */
export type Unread = ReadonlyMap<string, number>;

/** What is unread for `me`. What is open counts as seen. */
export function useUnread(me: string, channels: readonly PageChannel[], open: string): Unread {
  const [read, setRead] = useState<Readonly<Record<string, string>>>({});
  const loaded = useRef('');
  useEffect(() => {
    if (me === '' || loaded.current === me) return;
    loaded.current = me;
    const kept = recall(`read.${me}`);
    setRead(kept === undefined ? beforeFirstVisit(channels) : parse(kept));
  }, [me, channels]);

  const seen = newest(channels.find(({ id }) => id === open));
  useEffect(() => {
    if (me === '' || open === '' || seen === '') return;
    setRead((before) => {
      if ((before[open] ?? '') >= seen) return before;
      const after = { ...before, [open]: seen };
      remember(`read.${me}`, JSON.stringify(after));
      return after;
    });
  }, [me, open, seen]);

  const unread = channels.filter((channel) => channel.id !== open && newest(channel, me) > (read[channel.id] ?? ''));
  return new Map(unread.map((channel) => [channel.id, forMe(channel, me, read[channel.id] ?? '')]));
}

/** Messages since then that mention `me`, or are for nobody else. */
function forMe({ kind, messages }: PageChannel, me: string, since: string): number {
  const news = withReplies(messages).filter(({ ts, user }) => ts > since && user !== me);
  return news.filter(({ text, ephemeral }) => kind === 'im' || (!ephemeral && text.includes(`<@${me}>`))).length;
}

const withReplies = (messages: readonly PageMessage[]): readonly PageMessage[] =>
  messages.flatMap((message) => [message, ...message.replies]);

/** What was there before somebody first came is no news to them; an incident that is open is. */
const beforeFirstVisit = (channels: readonly PageChannel[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    channels.filter((channel) => !isIncident(channel)).map((channel) => [channel.id, newest(channel)]),
  );

/** The latest message's time; Slack's `ts` compare as text. One's own are never news. */
function newest(channel: PageChannel | undefined, exceptFrom?: string): string {
  return withReplies(channel?.messages ?? [])
    .filter(({ user }) => user !== exceptFrom)
    .reduce((latest, { ts }) => (ts > latest ? ts : latest), '');
}

function parse(kept: string | undefined): Readonly<Record<string, string>> {
  try {
    return kept === undefined ? {} : (JSON.parse(kept) as Record<string, string>);
  } catch {
    return {};
  }
}
