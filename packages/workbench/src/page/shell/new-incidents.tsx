import { type ReactNode, useEffect, useRef } from 'react';
import type { PageChannel } from '../../page-api.ts';
import { decode } from '../mrkdwn/token.ts';
import { isIncident } from '../sidebar/kinds.ts';
import { go, hashOf } from '../state/route.ts';
import { useNotices } from './notices.tsx';

interface NewIncidentsProps {
  readonly channels: readonly PageChannel[];
  readonly open: string;
}

/** Offers the way into an incident's channel when one opens; the offer goes once somebody is there. */
export function NewIncidents({ channels, open }: NewIncidentsProps): ReactNode {
  const { say, drop } = useNotices();
  const known = useRef<ReadonlySet<string>>(undefined);
  useEffect(() => {
    const before = known.current;
    // A channel is created before anything is said in it; the offer waits for what it has to say.
    const incidents = channels.filter((channel) => isIncident(channel) && channel.messages.length > 0);
    known.current = new Set(incidents.map(({ id }) => id));
    if (!before) return;
    for (const { id, name, messages } of incidents) {
      if (before.has(id)) continue;
      const said = messages[0]?.text ?? '';
      say({
        id: `incident-${id}`,
        kind: 'incident',
        title: `#${name} has opened`,
        ...(said === '' ? {} : { text: decode(said) }),
        offer: { label: 'Open', act: () => go(hashOf.channel(id)) },
      });
    }
  }, [channels, say]);
  useEffect(() => drop(`incident-${open}`), [open, drop]);
  return null;
}
