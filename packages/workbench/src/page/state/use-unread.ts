import { useEffect, useRef, useState } from 'react';
import type { PageChannel } from '../../page-api.ts';
import { isIncident } from '../sidebar/incident-channel.ts';
import { recall, remember } from './kept.ts';

/** Which channels hold something their reader has not seen. What is open counts as seen. */
export function useUnread(me: string, channels: readonly PageChannel[], open: string): ReadonlySet<string> {
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
  return new Set(unread.map(({ id }) => id));
}

/** What was there before somebody first came is no news to them; an incident that is open is. */
const beforeFirstVisit = (channels: readonly PageChannel[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    channels.filter((channel) => !isIncident(channel)).map((channel) => [channel.id, newest(channel)]),
  );

/** The latest message's time; Slack's `ts` compare as text. One's own are never news. */
function newest(channel: PageChannel | undefined, exceptFrom?: string): string {
  return (channel?.messages ?? [])
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
