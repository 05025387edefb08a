import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import type { PageMessage } from '../../page-api.ts';
import { ConfirmDialog } from '../blocks/confirm-dialog.tsx';
import { MenuButton, type MenuItem } from '../popup/menu.tsx';
import { useDirectory } from '../state/names.tsx';
import { ask } from '../state/requests.ts';
import { go, hashOf } from '../state/route.ts';
import { useTell } from '../state/use-tell.ts';
import { ReactionButton } from './reaction-button.tsx';

interface MessageToolsProps {
  readonly message: PageMessage;
  readonly channel: string;
  readonly inThread: boolean;
  readonly onEdit: (ts: string) => void;
}

/** What can be done with a message. One stop for Tab; the arrows move within. */
export function MessageTools({ message, channel, inThread, onEdit }: MessageToolsProps): ReactNode {
  const { me, app } = useDirectory();
  const tell = useTell();
  const bar = useRef<HTMLDivElement>(null);
  const [deleting, setDeleting] = useState(false);
  const { ts, user, pinned, text } = message;
  const on = { as: me, channel, ts };
  const isOwn = user === me;

  const items: MenuItem[] = [
    {
      key: 'pin',
      label: pinned ? 'Unpin from channel' : 'Pin to channel',
      act: () => void tell('The pin was not changed', ask.pin({ ...on, on: !pinned })),
    },
    ...(isOwn && text !== '' ? [{ key: 'edit', label: 'Edit message', act: () => onEdit(ts) }] : []),
    ...(isOwn ? [{ key: 'delete', label: 'Delete message …', danger: true, act: () => setDeleting(true) }] : []),
    ...app.shortcuts
      .filter(({ type }) => type === 'message')
      .map(({ name, callbackId, description }, index) => ({
        key: callbackId,
        label: name,
        note: `${app.name} · ${description}`,
        apart: index === 0,
        act: () => void tell('That did not work', ask.shortcut({ as: me, callbackId, on: { channel, ts } })),
      })),
  ];
  const move = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const buttons = [...(bar.current?.querySelectorAll<HTMLElement>(':scope > button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLElement);
    if (at < 0) return;
    event.preventDefault();
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
  };
  return (
    <div ref={bar} className="message-tools" role="toolbar" aria-label="Message actions" onKeyDown={move}>
      <MenuButton label="More actions" items={items}>
        ⋮
      </MenuButton>
      {!inThread && (
        <button
          type="button"
          className="icon-button"
          aria-label="Reply in thread"
          title="Reply in thread"
          tabIndex={-1}
          onClick={() => go(hashOf.thread(channel, message.thread ?? ts))}
        >
          💬
        </button>
      )}
      <ReactionButton message={message} channel={channel} tabIndex={-1} />
      {deleting && (
        <ConfirmDialog
          confirm={{
            title: { type: 'plain_text', text: 'Delete message' },
            text: { type: 'plain_text', text: 'Delete this message for everyone? This cannot be undone.' },
            confirm: { type: 'plain_text', text: 'Delete' },
            deny: { type: 'plain_text', text: 'Cancel' },
            style: 'danger',
          }}
          onAnswer={(yes) => {
            setDeleting(false);
            if (yes) void tell('The message was not deleted', ask.delete(on));
          }}
        />
      )}
    </div>
  );
}
