import { useCallback, useMemo, useState } from 'react';
import type { PageMessage } from '../../page-api.ts';
import { recall, remember } from '../state/kept.ts';
import type { Handling } from './message-list.tsx';

/** Which message is being edited, and which answers were dismissed: those stay away as long as the tab is open. */
export function useHandling(channel: string): Handling {
  const key = `dismissed.${channel}`;
  const [editing, setEditing] = useState('');
  const [dismissed, setDismissed] = useState(() => new Set((recall(key, 'tab') ?? '').split(' ')));
  const onDismiss = useCallback(
    (ts: string) =>
      setDismissed((before) => {
        const after = new Set([...before, ts]);
        remember(key, [...after].join(' '), 'tab');
        return after;
      }),
    [key],
  );
  return useMemo(() => ({ editing, onEdit: setEditing, dismissed, onDismiss }), [editing, dismissed, onDismiss]);
}

/** One's latest message that can be changed. */
export const lastOwn = (messages: readonly PageMessage[], me: string): PageMessage | undefined =>
  messages.filter(({ user, ephemeral, notice, text }) => user === me && !ephemeral && !notice && text !== '').at(-1);
