import { type ReactNode, useState } from 'react';
import type { PageChannel } from '../../page-api.ts';
import { Mrkdwn } from '../mrkdwn/mrkdwn.tsx';
import { MenuButton, type MenuItem } from '../popup/menu.tsx';
import { signOf } from '../sidebar/kinds.ts';
import { useDirectory } from '../state/names.tsx';
import { ask } from '../state/requests.ts';
import { useTell } from '../state/use-tell.ts';
import { MembersDialog } from './members-dialog.tsx';
import { PinsDialog } from './pins-dialog.tsx';
import { TopicDialog } from './topic-dialog.tsx';

/** What a channel is called and about, who is in it, what is pinned. */
export function ChannelHeader({ channel }: { readonly channel: PageChannel }): ReactNode {
  const { me } = useDirectory();
  const tell = useTell();
  const [open, setOpen] = useState<'members' | 'pins' | 'topic'>();
  const { id, name, kind, topic, archived, member, members, pins } = channel;
  const close = (): void => setOpen(undefined);
  const request = { as: me, channel: id };
  const items: MenuItem[] = [
    { key: 'members', label: 'Members', act: () => setOpen('members') },
    { key: 'pins', label: 'Pinned items', act: () => setOpen('pins') },
    ...(member && !archived
      ? [
          { key: 'topic', label: 'Edit topic', act: () => setOpen('topic') },
          {
            key: 'leave',
            label: 'Leave channel',
            apart: true,
            act: () => void tell('You did not leave', ask.leave(request)),
          },
          {
            key: 'archive',
            label: 'Archive channel',
            danger: true,
            act: () => void tell('Not archived', ask.archive({ ...request, on: true })),
          },
        ]
      : []),
  ];
  return (
    <header className="channel-header">
      <h1>
        <span className="channel-hash" aria-hidden="true">
          {signOf(kind)}
        </span>
        {name}
        {kind === 'private' && <span className="hidden"> (private)</span>}
        {archived && <span className="badge">archived</span>}
      </h1>
      <div className="topic" title={topic}>
        <Mrkdwn text={topic} />
      </div>
      <div className="channel-tools">
        {pins.length > 0 && (
          <button
            type="button"
            className="header-button"
            aria-label={`Pinned items: ${pins.length}`}
            title="Pinned items"
            onClick={() => setOpen('pins')}
          >
            📌 {pins.length}
          </button>
        )}
        <button
          type="button"
          className="header-button"
          aria-label={`Members: ${members.length}`}
          title="Members"
          onClick={() => setOpen('members')}
        >
          👥 {members.length}
        </button>
        <MenuButton label="Channel options" items={items}>
          ⋮
        </MenuButton>
      </div>
      {open === 'members' && <MembersDialog channel={channel} onClose={close} />}
      {open === 'pins' && <PinsDialog channel={channel} onClose={close} />}
      {open === 'topic' && <TopicDialog channel={channel} onClose={close} />}
    </header>
  );
}
